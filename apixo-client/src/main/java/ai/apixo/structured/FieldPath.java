package ai.apixo.structured;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.ObjectShape;

/**
 * Translates the path of a violation from the names of Java, such as
 * {@code ingredients[3].amount}, to those of JSON.
 */
final class FieldPath {

	private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

	/** What is no code may be a message, which may quote values. */
	private static final Pattern CODE = Pattern.compile("[\\w.-]{1,100}");

	private final Shapes shapes;

	private final ObjectShape object;

	private final String base;

	FieldPath(ObjectShape object, Shapes shapes, String base) {
		this.object = object;
		this.shapes = shapes;
		this.base = base;
	}

	/**
	 * Return the problem of a violation. Its own message may quote the value, so the rule
	 * is told in the words of the schema.
	 * @param field the path in Java, empty for the object itself
	 * @param code the code of the violation
	 * @return the problem
	 */
	Problem problem(String field, @Nullable String code) {
		String path = this.base;
		Shape shape = this.object;
		Place place = null;
		Matcher step = STEP.matcher(field);
		while (step.find()) {
			String name = step.group(1);
			if (name == null) {
				path = path + "/" + step.group(2);
				place = (shape instanceof ListShape list) ? list.element() : null;
			}
			else {
				Component component = (shape instanceof ObjectShape owner) ? owner.componentOfJava(name) : null;
				// A validator makes up other names, perhaps of a value.
				path = (component != null) ? JsonPointers.child(path, component.name()) : path;
				place = (component != null) ? component.place() : null;
			}
			shape = (place != null) ? this.shapes.resolve(place.shape()) : null;
		}
		return new Problem(path, rule(place, code));
	}

	private static String rule(@Nullable Place place, @Nullable String code) {
		List<Constraint> constraints = (place != null) ? place.constraints() : List.of();
		String words = constraints.stream()
			.filter((constraint) -> constraint.name().equals(code))
			.map(Constraint::words)
			.collect(Collectors.joining(" and "));
		if (!words.isEmpty()) {
			return "must " + words;
		}
		return (code != null && CODE.matcher(code).matches()) ? "violates the rule " + code : "is not valid";
	}

}
