package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.structured.Shape.EnumShape;

/**
 * The constants of an enum, as the mapper writes and reads them.
 */
final class EnumShapes {

	private EnumShapes() {
	}

	static EnumShape of(Derivation derivation, JavaType type, @Nullable BeanProperty property, String path) {
		List<JsonNode> constants = new ArrayList<>();
		boolean byIndex = isByIndex(derivation, type, property);
		for (Object constant : type.getRawClass().getEnumConstants()) {
			constants.add(byIndex ? JsonNodeFactory.instance.numberNode(constants.size())
					: written(derivation, (Enum<?>) constant, type, path));
		}
		if (constants.isEmpty()) {
			throw derivation.refuse(path, "the enum " + type.getRawClass().getSimpleName() + " has no constants");
		}
		boolean numbers = constants.stream().allMatch(JsonNode::isIntegralNumber);
		if (!numbers && !constants.stream().allMatch(JsonNode::isString)) {
			throw derivation.refuse(path, "the mapper writes " + type.getRawClass().getSimpleName()
					+ " neither as strings nor as integers, use one of them");
		}
		return new EnumShape(derivation.description(type), numbers ? "integer" : "string", constants);
	}

	private static boolean isByIndex(Derivation derivation, JavaType type, @Nullable BeanProperty property) {
		JsonFormat.@Nullable Value format = (property != null)
				? property.findPropertyFormat(derivation.mapper().serializationConfig(), type.getRawClass()) : null;
		return format != null && format.getShape().isNumeric();
	}

	private static JsonNode written(Derivation derivation, Enum<?> constant, JavaType type, String path) {
		JsonNode written = derivation.mapper().valueToTree(constant);
		if (!isRead(derivation, written, constant, type)) {
			throw derivation.refuse(path, "the mapper does not read the constant " + constant.name() + " of "
					+ type.getRawClass().getSimpleName() + " in the form in which it writes it");
		}
		return written;
	}

	private static boolean isRead(Derivation derivation, JsonNode written, Enum<?> constant, JavaType type) {
		try {
			return derivation.mapper().treeToValue(written, type) == constant;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
