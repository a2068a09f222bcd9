def reports = new File(basedir, "target/surefire-reports").listFiles().findAll { it.name.endsWith(".xml") }
		.collect { new groovy.xml.XmlSlurper().parse(it) }
assert reports.size() == 23
assert reports.sum { it.@tests.toInteger() } == 23
assert reports.every { it.@failures == "0" && it.@errors == "0" && it.@skipped == "0" }

// Twenty-two classes with annotations share one context and one gateway.
String log = new File(basedir, "build.log").getText("UTF-8")
assert log.readLines().count { it.contains("a context has started") } == 1
