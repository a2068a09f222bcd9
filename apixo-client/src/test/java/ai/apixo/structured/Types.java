package ai.apixo.structured;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Types of all the kinds that applications ask for.
 */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent")
final class Types {

	private Types() {
	}

	record Text(String text) {
	}

	record Numbers(byte b, short s, int i, long l, float f, double d, boolean z) {
	}

	record Boxes(Byte b, Short s, Integer i, Long l, Float f, Double d, Boolean z) {
	}

	record Big(BigInteger integer, BigDecimal decimal) {
	}

	record AnyNumber(Number number) {
	}

	record Letter(char letter, Character boxed) {
	}

	record Bytes(byte[] data) {
	}

	record Dates(LocalDate date, LocalDateTime dateTime, LocalTime time) {
	}

	record Moments(Instant instant, OffsetDateTime offset, ZonedDateTime zoned) {
	}

	record Spans(Duration duration, Period period) {
	}

	record Calendars(Year year, YearMonth month, ZoneId zone) {
	}

	record OldDate(Date date) {
	}

	record GermanDate(@JsonFormat(pattern = "dd.MM.yyyy") LocalDate date) {
	}

	record Identifiers(UUID id, URI uri) {
	}

	record Strings(Locale locale, Currency currency) {
	}

	record Lists(List<String> strings, Set<Integer> numbers, String[] array, int[] ints) {
	}

	record Nested(List<List<Integer>> rows, List<Optional<String>> perhaps) {
	}

	record Optionals(Optional<String> text, OptionalInt number, Optional<Text> object, Optional<List<Text>> list) {
	}

	record Nullables(@Nullable String text, @Nullable Integer number, @Nullable Text object, @Nullable List<Text> list,
			@Nullable Color color) {
	}

	record NullableElements(List<@Nullable String> texts) {
	}

	record OldNullables(@OldStyle.Nullable String text) {
	}

	static final class OldStyle {

		private OldStyle() {
		}

		@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
		@interface Nullable {

		}

	}

	record NotRequired(@JsonProperty(isRequired = com.fasterxml.jackson.annotation.OptBoolean.FALSE) String text) {
	}

	record Empty() {
	}

	enum Color {

		RED, GREEN

	}

	enum Renamed {

		@JsonProperty("low-fat")
		LOW_FAT, @JsonProperty("full-fat")
		FULL_FAT

	}

	enum Coded {

		ONE(1), TWO(2);

		private final int code;

		Coded(int code) {
			this.code = code;
		}

		@JsonValue
		int code() {
			return this.code;
		}

	}

	enum Labelled {

		SOFT("soft!"), HARD("hard!");

		private final String label;

		Labelled(String label) {
			this.label = label;
		}

		@JsonValue
		String label() {
			return this.label;
		}

	}

	record Colored(Color color) {
	}

	record ColoredTwice(Color first, Color second) {
	}

	record Fat(Renamed fat) {
	}

	record Codes(Coded coded, Labelled labelled) {
	}

	record IndexedColor(@JsonFormat(shape = JsonFormat.Shape.NUMBER) Color color) {
	}

	record Ingredient(String name, int amount) {
	}

	record Recipe(String title, List<Ingredient> ingredients) {
	}

	record Menu(Recipe starter, Recipe main, @Nullable Recipe dessert) {
	}

	record Page<E>(List<E> items, int total) {
	}

	record Pair<A, B>(A first, B second) {
	}

	record Book(Page<Recipe> page) {
	}

	record Shelf(Pair<String, Integer> one, Pair<Integer, String> other) {
	}

	sealed interface Figure permits Circle, Square, Polygon {

	}

	record Circle(double radius) implements Figure {
	}

	record Square(double side) implements Figure {
	}

	sealed interface Polygon extends Figure permits Triangle, Hexagon {

	}

	record Triangle(double base, double height) implements Polygon {
	}

	record Hexagon(double side) implements Polygon {
	}

	record Drawing(List<Figure> figures) {
	}

	record Framed(Figure figure, @Nullable Polygon frame, Circle seal) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Animal permits Cat, Dog {

	}

	@JsonTypeName("cat")
	record Cat(String name, int lives) implements Animal {
	}

	@JsonTypeName("dog")
	record Dog(String name) implements Animal {
	}

	record Zoo(List<Animal> animals, Cat mascot) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Train.class, name = "train"),
			@JsonSubTypes.Type(value = Bus.class, name = "bus") })
	interface Vehicle {

	}

	record Bus(int seats) implements Vehicle {
	}

	record Train(int cars) implements Vehicle {
	}

	record Trip(Vehicle vehicle) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "sort",
			visible = true)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Apple.class, name = "apple"),
			@JsonSubTypes.Type(value = Pear.class, name = "pear") })
	interface Fruit {

	}

	record Apple(String sort, int weight) implements Fruit {
	}

	record Pear(String sort, boolean ripe) implements Fruit {
	}

	record Basket(List<Fruit> fruits) {
	}

	record Node(String name, List<Node> kids) {
	}

	record Person(String name, @Nullable Person boss) {
	}

	record Forest(List<Tree> trees) {
	}

	record Tree(List<Branch> branches) {
	}

	record Branch(@Nullable Tree grafted, int leaves) {
	}

	sealed interface Term permits Sum, Constant {

	}

	record Sum(Term left, Term right) implements Term {
	}

	record Constant(int value) implements Term {
	}

	record Formula(Term term) {
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record SnakeCase(String displayName, int servingSize) {
	}

	record LongNames(String displayName, List<LongName> otherNames) {
	}

	record LongName(String givenName) {
	}

	record Named(@JsonProperty("the name") String name, @JsonProperty("a/b~c") int slashed) {
	}

	record Ignoring(String kept, @JsonIgnore String left) {
	}

	@JsonIgnoreProperties("left")
	record IgnoringByName(String kept, String left) {
	}

	record Sku(@JsonValue String value) {
	}

	record Weight(int grams) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Weight {
		}

		@JsonValue
		int json() {
			return this.grams;
		}

	}

	record Tags(@JsonValue List<String> tags) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Tags {
		}

	}

	record Article(Sku sku, Weight weight, Tags tags) {
	}

	@JsonClassDescription("A dish.")
	record Described(@JsonPropertyDescription("What it is called.") String name,
			@JsonPropertyDescription("From 1 to 5.") @Min(1) @Max(5) int stars) {
	}

	record DescribedParts(@JsonPropertyDescription("The best one.") Described best, @Nullable Described worst) {
	}

	@JsonClassDescription("How hot it is.")
	enum Heat {

		MILD, HOT

	}

	record Hot(Heat heat) {
	}

	record Sizes(@Size(min = 2, max = 5) String text, @Size(min = 1, max = 3) List<String> list,
			@NotEmpty List<Integer> some, @NotEmpty String filled) {
	}

	record Bounds(@Min(1) int min, @Max(9) long max,
			@DecimalMin("0.5") @DecimalMax(value = "1.5", inclusive = false) BigDecimal decimal) {
	}

	record Signs(@Positive int positive, @PositiveOrZero int natural, @Negative int negative,
			@NegativeOrZero double small) {
	}

	record Patterns(@Pattern(regexp = "[A-Z]{3}-\\d{3}") String code,
			@Pattern(regexp = "abc", flags = Pattern.Flag.CASE_INSENSITIVE) String loose) {
	}

	record Contact(@Email String email, @NotBlank String name) {
	}

	record ElementBounds(List<@Size(max = 3) String> texts, List<@Min(1) Integer> numbers,
			Optional<@Size(max = 3) String> perhaps) {
	}

	record Grouped(@Min(value = 5, groups = Deprecated.class) int number) {
	}

	record TwoPatterns(@Pattern(regexp = "[a-c]*") @Pattern(regexp = ".{0,3}") String text) {
	}

	record NullableBound(@Nullable @Size(max = 3) String text, @Nullable @Min(1) Integer number) {
	}

	record InnerBounds(List<Bounded> bounded) {
	}

	record Bounded(@Max(10) int number) {
	}

	record Beans(List<Bean> beans) {
	}

	interface Mixin {

		@JsonProperty("mixed_in")
		String text();

	}

}
