import groovy.xml.XmlSlurper
import java.util.jar.JarFile

String log = new File(basedir, "build.log").getText("UTF-8")
assert log.contains('Starting BareApplication')
assert log.contains('context: AnnotationConfigApplicationContext')
assert log.contains('Starting AOT-processed BareApplication')
for (line in ['text: Hello', 'text: , consumer',
		'plan: Plan[title=Bread, first=Rest[minutes=40]]', 'closed',
		'absent: io.micrometer.core', 'absent: org.springframework.boot.actuate',
		'absent: org.springframework.boot.health', 'absent: io.github.resilience4j.springboot']) {
	assert log.count(line) == 2 : line
}
assert !log.contains('present: ')
assert !log.contains('Netty started on port')
assert !log.contains('consumer-key')

// The record and the members of its sealed component can be bound in a native image.
List<String> hints = []
new File(basedir, 'target/spring-aot/main/resources').eachFileRecurse { if (it.name.endsWith('.json')) hints << it.getText('UTF-8') }
for (type in ['Plan', 'Step', 'Bake', 'Rest']) {
	assert hints.any { it.contains("com.example.consumer.BareApplication\$$type") } : type
}

// What was installed is what is published.
def optionals = ['apixo-client': ['reactor-netty-http', 'jetty-client', 'jetty-reactive-httpclient'],
		'apixo-spring-boot-autoconfigure': ['reactor-netty-http', 'jetty-client', 'spring-boot-health', 'spring-boot-actuator',
				'micrometer-core'],
		'apixo-spring-boot-starter': []]
for (artifact in optionals.keySet()) {
	File version = new File(localRepositoryPath, "ai/apixo/$artifact").listFiles().find { it.directory }
	def pom = new XmlSlurper().parse(version.listFiles().find { it.name.endsWith('.pom') })
	def manifest = new JarFile(version.listFiles().find { it.name ==~ /\D+[\d.]+(-SNAPSHOT)?\.jar/ }).manifest.mainAttributes
	assert manifest.getValue('Automatic-Module-Name') ==
			artifact.replaceFirst('apixo', 'ai.apixo').replace('-', '.')
	assert pom.parent.isEmpty() && pom.build.isEmpty() && pom.dependencyManagement.isEmpty()
	assert pom.name.text() && pom.description.text() && pom.licenses.license.name.text()
	assert pom.url.text() == 'https://apixo.ai'
	assert pom.dependencies.dependency.size() > 0
	pom.dependencies.dependency.each {
		assert it.version.text() && it.scope.text() == 'compile' : it.artifactId
	}
	def optional = pom.dependencies.dependency.findAll { it.optional.text() == 'true' }.collect { it.artifactId.text() }
	assert optionals[artifact].empty ? optional.empty : optional.containsAll(optionals[artifact])
}
