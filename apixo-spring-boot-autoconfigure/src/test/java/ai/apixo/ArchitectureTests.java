package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rooms of the code, who may look into whom, and the habits of Spring Boot's own
 * modules.
 */
class ArchitectureTests {

	private static final Path SOURCES = Path.of("src/main/java");

	/**
	 * Each room may look into those before it and into none after it.
	 */
	private static final List<String> ROOMS = List.of("ai.apixo.messages.content", "ai.apixo.messages.tool",
			"ai.apixo.messages", "ai.apixo.messages.event", "ai.apixo.messages.json", "ai.apixo.client.error",
			"ai.apixo.client.observation", "ai.apixo.client", "ai.apixo.boot.health", "ai.apixo.boot.autoconfigure",
			"ai.apixo.boot.autoconfigure.health", "ai.apixo.boot.autoconfigure.observation");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("ai.apixo");

	@Test
	void everyClassIsInARoom() {
		ArchRuleDefinition.classes().should().resideInAnyPackage(ROOMS.toArray(String[]::new)).check(CLASSES);
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void roomLooksIntoEarlierRoomsOnly(int number) {
		String[] later = ROOMS.subList(number + 1, ROOMS.size()).toArray(String[]::new);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOMS.get(number))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(later)
			.check(CLASSES);
	}

	static Stream<Integer> rooms() {
		return Stream.iterate(0, (number) -> number + 1).limit(ROOMS.size() - 1L);
	}

	@Test
	void roomsHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("ai.apixo.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void modelKnowsNeitherSpringNorHttpNorReactor() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("ai.apixo.messages..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "reactor..", "io.netty..", "io.github.resilience4j..",
					"io.micrometer..")
			.check(CLASSES);
	}

	@Test
	void onlyTheBootRoomsKnowBoot() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("ai.apixo.boot..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void clientKnowsNoMeters() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("ai.apixo.client..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(CLASSES);
	}

	@Test
	void everyRoomIsNullMarked() {
		for (String room : ROOMS) {
			assertThat(CLASSES.getPackage(room).isAnnotatedWith(NullMarked.class)).as(room).isTrue();
		}
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
			.check(CLASSES);
		ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.check(CLASSES);
		ArchRuleDefinition.methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void everyAutoConfigurationIsListedInOrder() {
		List<String> declared = CLASSES.stream()
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
		for (JavaClass type : CLASSES) {
			if (type.isAnnotatedWith(AutoConfiguration.class)) {
				AutoConfiguration annotation = type.getAnnotationOfType(AutoConfiguration.class);
				assertThat(Stream.of(annotation.afterName(), annotation.beforeName()).flatMap(Stream::of))
					.allSatisfy((name) -> assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue());
			}
		}
	}

	@Test
	void classesAreAskedForByClassesAndNotByBeanMethods() {
		ArchRuleDefinition.noMethods().should().beAnnotatedWith(ConditionalOnClass.class).check(CLASSES);
	}

	@Test
	void nothingIsScannedAndNoFieldIsInjected() {
		ArchRuleDefinition.noClasses().should().beAnnotatedWith(ComponentScan.class).check(CLASSES);
		ArchRuleDefinition.noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
		ArchRuleDefinition.noMethods().should().beAnnotatedWith(Autowired.class).check(CLASSES);
	}

	@Test
	void nothingStaticChanges() {
		ArchRuleDefinition.fields()
			.that()
			.areStatic()
			.and()
			.areDeclaredInClassesThat(DescribedPredicate.describe("are not made by the compiler",
					(type) -> !type.getSimpleName().matches("\\d*")))
			.should()
			.beFinal()
			.check(CLASSES);
	}

	@Test
	void nothingBlocks() {
		ArchRuleDefinition.noClasses()
			.should()
			.callMethodWhere(DescribedPredicate.describe("it blocks a thread",
					(call) -> (call.getTarget().getOwner().isAssignableTo(Mono.class)
							|| call.getTarget().getOwner().isAssignableTo(Flux.class))
							&& call.getTarget().getName().startsWith("block")))
			.check(CLASSES);
		ArchRuleDefinition.noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
	}

	@Test
	void nothingIsPrinted() {
		ArchRuleDefinition.noClasses().should().accessField(System.class, "out").check(CLASSES);
		ArchRuleDefinition.noClasses().should().accessField(System.class, "err").check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Util", "Utils", "Helper", "Manager", "Processor", "Impl", "Base", "Common", "Abstract" })
	void namesSaySomething(String word) {
		ArchRuleDefinition.noClasses().should().haveSimpleNameEndingWith(word).check(CLASSES);
		ArchRuleDefinition.noClasses().should().haveSimpleNameStartingWith("Abstract").check(CLASSES);
	}

	/**
	 * That it has Javadoc at all is checked by checkstyle.
	 */
	@Test
	void everyPublicTypeSaysSinceWhen() throws IOException {
		Pattern publicType = Pattern.compile("(?m)^public [a-z -]*(class|interface|record|enum) ");
		for (Path source : sources()) {
			String text = Files.readString(source);
			Matcher type = publicType.matcher(text);
			if (type.find()) {
				String before = text.substring(0, type.start());
				assertThat(before.substring(before.lastIndexOf("/**"))).as(source.toString()).contains("* @since ");
			}
		}
	}

	@Test
	void noFileIsLong() throws IOException {
		for (Path source : sources()) {
			assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(350);
		}
	}

	private static List<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java")).sorted().toList();
		}
	}

}
