package ai.apixo.structured;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.Member;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;
import ai.apixo.structured.Shape.UnionShape;

/**
 * Which shapes of a type stand in {@code $defs}: those that occur twice or contain
 * themselves (STR-10).
 */
final class Definitions {

	private final Shapes shapes;

	private final Map<ShapeKey, Integer> uses = new LinkedHashMap<>();

	private final Set<ShapeKey> recursive = new HashSet<>();

	private final Deque<ShapeKey> open = new ArrayDeque<>();

	private final Map<ShapeKey, String> names = new LinkedHashMap<>();

	private @Nullable String recursion;

	private Definitions(Shapes shapes) {
		this.shapes = shapes;
	}

	static Definitions of(Shapes shapes) {
		Definitions definitions = new Definitions(shapes);
		definitions.visit(shapes.root().shape(), "");
		definitions.name();
		return definitions;
	}

	/**
	 * Return the names of the shapes in {@code $defs}, in the order in which they are
	 * met.
	 * @return the names by key
	 */
	Map<ShapeKey, String> names() {
		return this.names;
	}

	/**
	 * Return where a type contains itself.
	 * @return the name of the type and the path, {@code null} if none does
	 */
	@Nullable String recursion() {
		return this.recursion;
	}

	private void visit(Shape shape, String path) {
		if (shape instanceof Reference reference) {
			visit(reference.key(), path);
		}
		else if (shape instanceof ListShape list) {
			visit(list.element().shape(), JsonPointers.child(path, "*"));
		}
	}

	private void visit(ShapeKey key, String path) {
		if (this.open.contains(key)) {
			this.recursive.add(key);
			this.recursion = (this.recursion != null) ? this.recursion : this.shapes.name() + " " + path;
		}
		if (this.uses.merge(key, 1, Integer::sum) > 1) {
			return;
		}
		this.open.push(key);
		Shape shape = this.shapes.resolve(new Reference(key));
		if (shape instanceof ObjectShape object) {
			object.components()
				.forEach((component) -> visit(component.place().shape(), JsonPointers.child(path, component.name())));
		}
		else if (shape instanceof UnionShape union) {
			for (Member member : union.members()) {
				visit(member.shape(), path);
			}
		}
		this.open.pop();
	}

	private void name() {
		Map<String, Integer> taken = new HashMap<>();
		this.uses.forEach((key, count) -> {
			if (count > 1 || this.recursive.contains(key)) {
				String name = TypeNames.definition(key.type());
				int number = taken.merge(name, 1, Integer::sum);
				this.names.put(key, (number > 1) ? name + number : name);
			}
		});
	}

}
