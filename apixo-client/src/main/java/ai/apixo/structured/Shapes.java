package ai.apixo.structured;

import java.util.Map;
import java.util.Objects;

import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;

/**
 * A type as the mapper reads it: the place where it begins, and the named shapes in it.
 *
 * @param name the name of the type, for messages
 * @param root where it begins
 * @param named the named shapes, in the order in which they are met
 */
record Shapes(String name, Place root, Map<ShapeKey, Shape> named) {

	/**
	 * Return a shape that is no reference.
	 * @param shape a shape
	 * @return what it refers to, or itself
	 */
	Shape resolve(Shape shape) {
		return (shape instanceof Reference reference) ? Objects.requireNonNull(this.named.get(reference.key())) : shape;
	}

	/**
	 * Return whether the root is an object itself, not the property of one.
	 * @return whether it is
	 */
	boolean isObject() {
		return !this.root.nullable() && resolve(this.root.shape()) instanceof ObjectShape;
	}

}
