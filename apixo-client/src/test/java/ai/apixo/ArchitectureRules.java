package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which packages may depend on which, and the habits that hold in every module.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {

	private static final Path SOURCES = Path.of("src/main/java");

	private final List<String> rooms;

	private final JavaClasses classes;

	/**
	 * Create the rules of a module.
	 * @param rooms its packages; each may depend on those before it and on none after it
	 */
	protected ArchitectureRules(List<String> rooms) {
		this.rooms = rooms;
		this.classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(rooms)
			.that(DescribedPredicate.describe("are in the module", (type) -> rooms.contains(type.getPackageName())));
	}

	protected JavaClasses classes() {
		return this.classes;
	}

	/**
	 * In the same order: a room may look into those above it.
	 */
	@Test
	void roomsAreThoseOfTheArchitecturePage() throws IOException {
		String module = String.valueOf(Path.of("").toAbsolutePath().getFileName());
		Pattern row = Pattern.compile("(?m)^\\| `(ai\\.apixo\\.[\\w.]+)` \\| " + module + " \\|");
		assertThat(
				row.matcher(Files.readString(Path.of("../ARCHITECTURE.md"))).results().map((match) -> match.group(1)))
			.containsExactlyElementsOf(this.rooms);
	}

	@Test
	void everyClassIsInARoom() throws IOException {
		assertThat(sources())
			.extracting((source) -> SOURCES.relativize(source.getParent()).toString().replace('/', '.'))
			.isSubsetOf(this.rooms);
	}

	@ParameterizedTest(allowZeroInvocations = true)
	@MethodSource("numbersOfRooms")
	void roomLooksIntoEarlierRoomsOnly(int number) {
		String[] later = this.rooms.subList(number + 1, this.rooms.size()).toArray(String[]::new);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(this.rooms.get(number))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(later)
			.check(this.classes);
	}

	Stream<Integer> numbersOfRooms() {
		return Stream.iterate(0, (number) -> number + 1).limit(this.rooms.size() - 1L);
	}

	@Test
	void roomsHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("ai.apixo.(**)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void everyRoomIsNullMarked() {
		for (String room : this.rooms) {
			assertThat(this.classes.getPackage(room).isAnnotatedWith(NullMarked.class)).as(room).isTrue();
		}
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
			.check(this.classes);
	}

	@Test
	void nothingBlocks() {
		ArchRuleDefinition.noClasses()
			.should()
			.callMethodWhere(DescribedPredicate.describe("it blocks a thread",
					(call) -> (call.getTarget().getOwner().isAssignableTo(Mono.class)
							|| call.getTarget().getOwner().isAssignableTo(Flux.class))
							&& call.getTarget().getName().startsWith("block")))
			.check(this.classes);
		ArchRuleDefinition.noClasses().should().callMethod(Thread.class, "sleep", long.class).check(this.classes);
	}

	@Test
	void nothingIsPrinted() {
		ArchRuleDefinition.noClasses().should().accessField(System.class, "out").check(this.classes);
		ArchRuleDefinition.noClasses().should().accessField(System.class, "err").check(this.classes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Util", "Utils", "Helper", "Manager", "Processor", "Impl", "Base", "Common", "Abstract" })
	void namesSaySomething(String word) {
		ArchRuleDefinition.noClasses().should().haveSimpleNameEndingWith(word).check(this.classes);
		ArchRuleDefinition.noClasses().should().haveSimpleNameStartingWith("Abstract").check(this.classes);
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

	/**
	 * "Return the key", as Spring Boot writes it, not "Returns the key".
	 */
	@Test
	void javadocOfMethodsIsInTheImperative() throws IOException {
		for (Path source : sources()) {
			assertThat(MethodJavadoc.in(Files.readString(source))).as(source.toString())
				.noneMatch(MethodJavadoc::isInTheThirdPerson);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "abortion", ", for (they|it|these|there|to)\\b", "\\b(told|tells?) (\\w+ )?apart\\b",
			"\\bpictures?\\b", "\\bOfTheDesign\\b", "\\bthe design\\b" })
	void wordsAreThoseOfTheField(String word) throws IOException {
		Pattern unwanted = Pattern.compile(word, Pattern.CASE_INSENSITIVE);
		for (Path source : sources()) {
			String text = Files.readString(source).replaceAll("\\s+\\*?\\s*", " ");
			assertThat(unwanted.matcher(text).results().map(MatchResult::group)).as(source.toString()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "src/main/java", "src/test/java" })
	void noFileIsLong(Path folder) throws IOException {
		for (Path source : sources(folder)) {
			assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(350);
		}
	}

	static List<Path> sources() throws IOException {
		return sources(SOURCES);
	}

	private static List<Path> sources(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java")).sorted().toList();
		}
	}

}
