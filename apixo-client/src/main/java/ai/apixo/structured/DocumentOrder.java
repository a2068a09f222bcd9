package ai.apixo.structured;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.Member;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.UnionShape;

/**
 * Orders problems as what they are about stands in the schema, and so in the document. A
 * validator tells of them in no particular order.
 */
final class DocumentOrder implements Comparator<Problem> {

	private final Shapes shapes;

	private DocumentOrder(Shapes shapes) {
		this.shapes = shapes;
	}

	static List<Problem> sorted(List<Problem> problems, Shapes shapes) {
		return (problems.size() > 1) ? problems.stream().sorted(new DocumentOrder(shapes)).toList() : problems;
	}

	@Override
	public int compare(Problem first, Problem second) {
		String[] left = first.path().split("/");
		String[] right = second.path().split("/");
		Shape shape = this.shapes.isObject() ? this.shapes.resolve(this.shapes.root().shape()) : null;
		for (int i = 1; i < Math.min(left.length, right.length); i++) {
			if (!left[i].equals(right[i])) {
				return Integer.compare(position(shape, left[i]), position(shape, right[i]));
			}
			shape = (shape == null && i == 1) ? this.shapes.resolve(this.shapes.root().shape())
					: inside(shape, left[i]);
		}
		return Integer.compare(left.length, right.length);
	}

	private static int position(@Nullable Shape shape, String step) {
		if (shape instanceof ObjectShape object) {
			Component component = component(object, step);
			return (component != null) ? object.components().indexOf(component) : Integer.MAX_VALUE;
		}
		return step.matches("\\d{1,9}") ? Integer.parseInt(step) : Integer.MAX_VALUE;
	}

	private @Nullable Shape inside(@Nullable Shape shape, String step) {
		if (shape instanceof ListShape list) {
			return known(list.element());
		}
		Component component = (shape instanceof ObjectShape object) ? component(object, step) : null;
		return (component != null) ? known(component.place()) : null;
	}

	/**
	 * Return what stands at a place, of a family its first member: which one it is only
	 * the value knows.
	 */
	private @Nullable Shape known(Place place) {
		Shape shape = this.shapes.resolve(place.shape());
		if (shape instanceof UnionShape union) {
			Member first = union.members().get(0);
			return this.shapes.resolve(first.shape());
		}
		return shape;
	}

	private static @Nullable Component component(ObjectShape object, String step) {
		return object.component(step.replace("~1", "/").replace("~0", "~"));
	}

}
