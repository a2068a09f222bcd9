package ai.apixo.boot.autoconfigure;

import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
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
	@MethodSource("wireTypes")
	void typeOfTheWireIsRegistered(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
	}

	/**
	 * Every public record of the model, every class with a builder, and every member of a
	 * sealed family, whichever family the hints begin with.
	 */
	static Stream<Class<?>> wireTypes() {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (JavaClass candidate : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("ai.apixo.messages")) {
			Class<?> type = candidate.reflect();
			if (type.getPackageName().endsWith(".json")) {
				continue;
			}
			if (isValue(type) && Modifier.isPublic(type.getModifiers())) {
				types.add(type);
			}
			if (type.isSealed()) {
				types.addAll(List.of(type.getPermittedSubclasses()));
			}
		}
		types.removeIf(Class::isSealed);
		assertThat(types).hasSizeGreaterThan(50);
		return types.stream();
	}

	private static boolean isValue(Class<?> type) {
		return type.isRecord()
				|| Stream.of(type.getDeclaredClasses()).anyMatch((nested) -> nested.getSimpleName().equals("Builder"));
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
