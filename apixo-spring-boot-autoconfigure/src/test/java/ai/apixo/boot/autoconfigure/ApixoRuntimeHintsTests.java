package ai.apixo.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import ai.apixo.client.ApixoRetryInterval;
import ai.apixo.client.ApixoRetryPredicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every type of the wire is known to a native image.
 */
class ApixoRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	ApixoRuntimeHintsTests() {
		new ApixoRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@ParameterizedTest
	@MethodSource("wireRecords")
	void recordOfTheWireIsRegistered(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
	}

	/**
	 * Every public record of the model, found without the families that the hints walk.
	 */
	static Stream<Class<?>> wireRecords() {
		List<Class<?>> records = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("ai.apixo.messages")
			.stream()
			.filter((type) -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.<Class<?>>map(JavaClass::reflect)
			.toList();
		assertThat(records).hasSizeGreaterThan(50);
		return records.stream();
	}

	@Test
	void retryRulesCanBeNamedInProperties() {
		for (Class<?> rule : List.of(ApixoRetryPredicate.class, ApixoRetryInterval.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(rule)
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)).accepts(this.hints);
		}
	}

	@Test
	void registrarIsFound() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(ApixoRuntimeHints.class);
	}

}
