package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a shape is used: a component, an element or the root.
 *
 * @param shape the shape
 * @param nullable whether null is read
 * @param constraints the constraints here
 * @param description what is said about this use
 */
record Place(Shape shape, boolean nullable, List<Constraint> constraints, @Nullable String description) {

	static Place of(Shape shape, boolean nullable) {
		return new Place(shape, nullable, List.of(), null);
	}

	Place orNull() {
		return new Place(this.shape, true, this.constraints, this.description);
	}

	Place with(List<Constraint> further, @Nullable String said) {
		List<Constraint> all = new ArrayList<>(this.constraints);
		all.addAll(further);
		return new Place(this.shape, this.nullable, List.copyOf(all), (said != null) ? said : this.description);
	}

}
