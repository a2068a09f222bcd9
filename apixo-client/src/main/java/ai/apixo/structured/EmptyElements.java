package ai.apixo.structured;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyMetadata;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.LogicalType;

/**
 * Lets null be an empty element of a list of {@code Optional}s, wherever the list stands:
 * in a component, in another list, at the root or as a type argument. Jackson knows one
 * rule for all lists of a component, and another one for all lists that stand elsewhere.
 */
final class EmptyElements extends ValueDeserializerModifier {

	private static final long serialVersionUID = 1L;

	@Override
	public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
			BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
		return modified(type, deserializer);
	}

	@Override
	public ValueDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
			BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
		return modified(type, deserializer);
	}

	private static ValueDeserializer<?> modified(JavaType list, ValueDeserializer<?> deserializer) {
		return list.getContentType().isReferenceType() ? new OfOptionals(list, deserializer) : deserializer;
	}

	/**
	 * Stands for the deserializer of a list until it is known where the list is.
	 */
	private static final class OfOptionals extends ValueDeserializer<Object> {

		private final JavaType list;

		private final ValueDeserializer<?> deserializer;

		OfOptionals(JavaType list, ValueDeserializer<?> deserializer) {
			this.list = list;
			this.deserializer = deserializer;
		}

		@Override
		public void resolve(DeserializationContext context) {
			this.deserializer.resolve(context);
		}

		@Override
		public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
			return this.deserializer.createContextual(context, withEmptyElements(property));
		}

		private BeanProperty withEmptyElements(@Nullable BeanProperty property) {
			if (property == null) {
				return new BeanProperty.Std(PropertyName.NO_NAME, this.list, null, null,
						PropertyMetadata.STD_OPTIONAL.withNulls(Nulls.DEFAULT, Nulls.SET));
			}
			PropertyMetadata metadata = property.getMetadata();
			if (metadata.getContentNulls() != Nulls.FAIL) {
				return property;
			}
			return new BeanProperty.Std(property.getFullName(), property.getType(), property.getWrapperName(),
					property.getMember(), metadata.withNulls(metadata.getValueNulls(), Nulls.SET));
		}

		@Override
		public LogicalType logicalType() {
			return LogicalType.Collection;
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			throw new IllegalStateException("The list has no place");
		}

	}

}
