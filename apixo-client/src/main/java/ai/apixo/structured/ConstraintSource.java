package ai.apixo.structured;

import java.util.List;

/**
 * Knows the constraints of places.
 */
interface ConstraintSource {

	/**
	 * Return the constraints that declarations set.
	 * @param declarations the declarations
	 * @param shape what they declare
	 * @return the constraints that hold by default
	 */
	List<Constraint> of(List<Declaration> declarations, Shape shape);

	static ConstraintSource none() {
		return (declarations, shape) -> List.of();
	}

}
