package ai.apixo.structured;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * The state of one derivation: the mapper that is asked and the named shapes so far.
 */
final class Derivation {

	private final Map<ShapeKey, Shape> named = new LinkedHashMap<>();

	private final String rootName;

	private final BindingMapper mapper;

	private final DeserializationContext context;

	Derivation(String rootName, BindingMapper mapper) {
		this.rootName = rootName;
		this.mapper = mapper;
		this.context = mapper.context();
	}

	BindingMapper mapper() {
		return this.mapper;
	}

	DeserializationContext context() {
		return this.context;
	}

	/**
	 * Reserve the name of a shape, so that the shape can contain itself.
	 * @param key its key
	 * @param placeholder stands for it until it is complete
	 * @return whether it is new
	 */
	boolean begin(ShapeKey key, Shape placeholder) {
		return this.named.putIfAbsent(key, placeholder) == null;
	}

	void complete(ShapeKey key, Shape shape) {
		this.named.put(key, shape);
	}

	Shapes shapes(Place root) {
		return new Shapes(this.rootName, root, this.named);
	}

	/**
	 * Return what a class says about itself.
	 * @param type the class
	 * @return its description
	 */
	@Nullable String description(JavaType type) {
		return this.context.getAnnotationIntrospector()
			.findClassDescription(this.context.getConfig(), this.context.introspectClassAnnotations(type));
	}

	ApixoConfigurationException refuse(String path, String reason) {
		return Refusal.of(this.rootName, path, reason);
	}

}
