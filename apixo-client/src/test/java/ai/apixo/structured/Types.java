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

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

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

	record Word(char[] letters, Character[] boxed) {
	}

	record InOtherForms(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal price,
			@JsonFormat(shape = JsonFormat.Shape.STRING) int count,
			@JsonFormat(shape = JsonFormat.Shape.STRING) boolean sure,
			@JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean sold) {
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

	record MoreOptionals(List<OptionalInt> numbers, Set<Optional<Boolean>> set) {
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

	record Beans(List<Bean> beans) {
	}

	interface Mixin {

		@JsonProperty("mixed_in")
		String text();

	}

}
