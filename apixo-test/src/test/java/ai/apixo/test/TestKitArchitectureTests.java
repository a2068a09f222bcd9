package ai.apixo.test;

import java.util.List;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

import ai.apixo.ArchitectureRules;

/**
 * The package of the gateway, and what it knows.
 */
class TestKitArchitectureTests extends ArchitectureRules {

	TestKitArchitectureTests() {
		super(List.of("ai.apixo.test"));
	}

	@Test
	void knowsNeitherSpringBootNorJUnit() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "org.junit..", "org.springframework.test..")
			.check(classes());
	}

	@Test
	void onlyTheLoopbackTransportKnowsNetty() {
		ArchRuleDefinition.noClasses()
			.that()
			.doNotHaveSimpleName("LoopbackTransport")
			.and()
			.doNotHaveSimpleName("RecordingProxy")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "reactor.netty..")
			.check(classes());
	}

}
