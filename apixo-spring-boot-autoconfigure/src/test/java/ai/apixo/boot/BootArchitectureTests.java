package ai.apixo.boot;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.util.ClassUtils;

import ai.apixo.ArchitectureRules;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packages of the auto-configuration, and the habits of Spring Boot's own modules.
 */
class BootArchitectureTests extends ArchitectureRules {

	BootArchitectureTests() {
		super(List.of("ai.apixo.boot.health", "ai.apixo.boot.autoconfigure", "ai.apixo.boot.autoconfigure.health",
				"ai.apixo.boot.autoconfigure.observation", "ai.apixo.boot.autoconfigure.limit",
				"ai.apixo.boot.autoconfigure.balance", "ai.apixo.boot.autoconfigure.structured",
				"ai.apixo.boot.autoconfigure.tool", "ai.apixo.boot.autoconfigure.relay"));
	}

	@Test
	void autoConfigurationsArePublicFinalAndKeepTheirMembersToThemselves() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(classes());
		ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.check(classes());
		ArchRuleDefinition.methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(classes());
	}

	@Test
	void everyAutoConfigurationIsListedInOrder() {
		List<String> declared = classes().stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		List<String> listed = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((candidate) -> candidate.startsWith("ai.apixo."))
			.toList();
		assertThat(listed).containsExactlyElementsOf(declared);
	}

	@Test
	void everyAutoConfigurationNamesOthersThatExist() {
		for (JavaClass type : classes()) {
			if (type.isAnnotatedWith(AutoConfiguration.class)) {
				AutoConfiguration annotation = type.getAnnotationOfType(AutoConfiguration.class);
				assertThat(Stream.of(annotation.afterName(), annotation.beforeName()).flatMap(Stream::of))
					.allSatisfy((name) -> assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue());
			}
		}
	}

	@Test
	void classesAreAskedForByClassesAndNotByBeanMethods() {
		ArchRuleDefinition.noMethods().should().beAnnotatedWith(ConditionalOnClass.class).check(classes());
	}

	@Test
	void nothingIsScannedAndNoFieldIsInjected() {
		ArchRuleDefinition.noClasses().should().beAnnotatedWith(ComponentScan.class).check(classes());
		ArchRuleDefinition.noFields().should().beAnnotatedWith(Autowired.class).check(classes());
		ArchRuleDefinition.noMethods().should().beAnnotatedWith(Autowired.class).check(classes());
	}

}
