import japicmp.model.*

// Takes the breaks of the API that accepted-changes.txt names off the list for which the build fails, and
// writes the others to the console, one a line, as they are written there.

File root = new File(System.getProperty('maven.multiModuleProjectDirectory'))
Set<String> accepted = new File(root, 'config/api/accepted-changes.txt').readLines('UTF-8')*.trim() as Set

boolean broken = false

// What goes away with its class is not named one by one.
def check = { JApiClass owner, String member, JApiCompatibility element ->
	boolean removed = owner.changeStatus == JApiChangeStatus.REMOVED
	element.compatibilityChanges.removeIf { change ->
		if (change.binaryCompatible && change.sourceCompatible) {
			return false
		}
		String line = removed ? "$owner.fullyQualifiedName:CLASS_REMOVED" : "$owner.fullyQualifiedName$member:$change.type"
		if (!accepted.contains(line) && (!removed || element === owner)) {
			broken = true
			println "[ERROR] breaks the API: $line"
		}
		return accepted.contains(line)
	}
}

def parameters = { JApiBehavior behavior -> "(${behavior.parameters*.type.join(',')})" }

jApiClasses.each { owner ->
	check(owner, '', owner)
	check(owner, ' extends', owner.superclass)
	owner.interfaces.each { check(owner, " implements $it.fullyQualifiedName", it) }
	owner.constructors.each { check(owner, parameters(it), it) }
	owner.methods.each { check(owner, ".$it.name${parameters(it)}", it) }
	owner.fields.each { check(owner, ".$it.name", it) }
}

if (broken) {
	println '[ERROR] Take it back or, if it has to be, tell users in CHANGELOG.md and name it in config/api/accepted-changes.txt.'
}
return jApiClasses
