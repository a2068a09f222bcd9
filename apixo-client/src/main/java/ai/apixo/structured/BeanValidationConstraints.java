package ai.apixo.structured;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import ai.apixo.messages.raw.ExactJson;
import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.ScalarShape;

/**
 * Reads the annotations of Bean Validation that hold by default (STR-7). The only class
 * that knows them, so that they may be missing.
 */
final class BeanValidationConstraints implements ConstraintSource {

	/** Spaces and control characters are what NotBlank takes for blank. */
	private static final String NOT_BLANK = "[^\\u0000-\\u0020]";

	@Override
	public List<Constraint> of(List<Declaration> declarations, Shape shape) {
		List<Constraint> constraints = new ArrayList<>();
		if (shape instanceof ListShape) {
			addSize(declarations, "Items", "item", constraints);
		}
		else if (shape instanceof ScalarShape scalar && scalar.type().equals("string")) {
			addSize(declarations, "Length", "character", constraints);
			addText(declarations, constraints);
		}
		else if (shape instanceof ScalarShape scalar && !scalar.type().equals("boolean")) {
			addNumber(declarations, constraints);
		}
		return constraints;
	}

	private static void addSize(List<Declaration> declarations, String what, String unit,
			List<Constraint> constraints) {
		for (Size size : find(declarations, Size.class, Size::groups)) {
			if (size.min() > 0) {
				constraints.add(Constraint.of("Size", "min" + what, size.min(), atLeast(size.min(), unit)));
			}
			if (size.max() < Integer.MAX_VALUE) {
				constraints.add(Constraint.of("Size", "max" + what, size.max(),
						"have at most " + size.max() + " " + unit + ((size.max() == 1) ? "" : "s")));
			}
		}
		if (!find(declarations, NotEmpty.class, NotEmpty::groups).isEmpty()) {
			constraints.add(Constraint.of("NotEmpty", "min" + what, 1, atLeast(1, unit)));
		}
	}

	private static String atLeast(int count, String unit) {
		return "have at least " + count + " " + unit + ((count == 1) ? "" : "s");
	}

	private static void addText(List<Declaration> declarations, List<Constraint> constraints) {
		for (jakarta.validation.constraints.Pattern pattern : find(declarations,
				jakarta.validation.constraints.Pattern.class, jakarta.validation.constraints.Pattern::groups)) {
			String words = "match the regular expression " + pattern.regexp();
			constraints.add((pattern.flags().length == 0 && RegularExpressions.isPortable(pattern.regexp()))
					? Constraint.of("Pattern", "pattern", "^(?:" + pattern.regexp() + ")$", words)
					: Constraint.inWords("Pattern", words));
		}
		if (!find(declarations, Email.class, Email::groups).isEmpty()) {
			constraints.add(Constraint.of("Email", "format", "email", "be an email address"));
		}
		if (!find(declarations, NotBlank.class, NotBlank::groups).isEmpty()) {
			constraints.add(Constraint.of("NotBlank", "pattern", NOT_BLANK, "not be blank"));
		}
	}

	private static void addNumber(List<Declaration> declarations, List<Constraint> constraints) {
		for (Min min : find(declarations, Min.class, Min::groups)) {
			add("Min", "minimum", BigDecimal.valueOf(min.value()), "be at least ", constraints);
		}
		for (Max max : find(declarations, Max.class, Max::groups)) {
			add("Max", "maximum", BigDecimal.valueOf(max.value()), "be at most ", constraints);
		}
		for (DecimalMin min : find(declarations, DecimalMin.class, DecimalMin::groups)) {
			add("DecimalMin", min.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(min.value()),
					min.inclusive() ? "be at least " : "be greater than ", constraints);
		}
		for (DecimalMax max : find(declarations, DecimalMax.class, DecimalMax::groups)) {
			add("DecimalMax", max.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(max.value()),
					max.inclusive() ? "be at most " : "be less than ", constraints);
		}
		addSign(find(declarations, Positive.class, Positive::groups), "exclusiveMinimum", "be greater than ",
				constraints);
		addSign(find(declarations, PositiveOrZero.class, PositiveOrZero::groups), "minimum", "be at least ",
				constraints);
		addSign(find(declarations, Negative.class, Negative::groups), "exclusiveMaximum", "be less than ", constraints);
		addSign(find(declarations, NegativeOrZero.class, NegativeOrZero::groups), "maximum", "be at most ",
				constraints);
	}

	private static void addSign(Collection<? extends Annotation> annotations, String keyword, String words,
			List<Constraint> constraints) {
		annotations.forEach((annotation) -> add(annotation.annotationType().getSimpleName(), keyword, BigDecimal.ZERO,
				words, constraints));
	}

	private static void add(String name, String keyword, BigDecimal bound, String words, List<Constraint> constraints) {
		Number value = (bound.scale() <= 0) ? bound.toBigIntegerExact() : bound;
		constraints.add(Constraint.of(name, keyword, ExactJson.valueOf(value), words + bound.toPlainString()));
	}

	private static <A extends Annotation> Collection<A> find(List<Declaration> declarations, Class<A> type,
			Function<A, Class<?>[]> groups) {
		Collection<A> found = new LinkedHashSet<>();
		for (Declaration declaration : declarations) {
			found.addAll(List.of(declaration.element().getAnnotationsByType(type)));
			found.addAll(List.of(declaration.type().getAnnotationsByType(type)));
		}
		found.removeIf((annotation) -> groups.apply(annotation).length > 0);
		return found;
	}

}
