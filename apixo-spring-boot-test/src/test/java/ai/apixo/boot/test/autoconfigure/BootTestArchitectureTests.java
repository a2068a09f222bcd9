package ai.apixo.boot.test.autoconfigure;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

import ai.apixo.ArchitectureRules;

/**
 * The package of the annotations, and who knows it.
 */
class BootTestArchitectureTests extends ArchitectureRules {

	BootTestArchitectureTests() {
		super(List.of("ai.apixo.boot.test.autoconfigure"));
	}

	@Test
	void nothingButTestsKnowsTheGateway() {
		JavaClasses library = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.withImportOption((location) -> !location.contains("-tests.jar"))
			.importPackages("ai.apixo.messages", "ai.apixo.client", "ai.apixo.boot");
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("ai.apixo.boot.test..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("ai.apixo.test..", "ai.apixo.boot.test..")
			.check(library);
	}

}
