package ai.apixo.messages.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;

import ai.apixo.messages.Message;

/**
 * Teaches a Jackson mapper the types of the Messages API, in the form of the wire
 * whatever else the mapper is set to. Found by {@code findAndAddModules()}, which the
 * mapper of Spring Boot does.
 * <p>
 * Reading is exact only with a mapper such as {@link MessagesJsonMapper}: another one may
 * round numbers inside values that stay JSON.
 *
 * @since 0.1.0
 */
public final class ApixoMessagesModule extends SimpleModule {

	private static final String PACKAGE = Message.class.getPackageName();

	/**
	 * Create the module.
	 */
	public ApixoMessagesModule() {
		super("apixo-messages");
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addSerializers(new WireSerializers());
		context.addDeserializers(new WireDeserializers());
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith(PACKAGE);
	}

	/**
	 * An application's own mapper has this module too, and most never need it: hundreds
	 * of classes are loaded when the first of our types is asked for.
	 */
	private static final class Loaded {

		private static final CodecTypes TYPES = new CodecTypes();

	}

	private static final class WireSerializers extends Serializers.Base {

		@Override
		public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
				BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
			return isOurs(type.getRawClass())
					? Loaded.TYPES.serializers().findSerializer(config, type, description, format) : null;
		}

	}

	private static final class WireDeserializers extends Deserializers.Base {

		@Override
		public @Nullable ValueDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config,
				BeanDescription.Supplier description) {
			return isOurs(type.getRawClass())
					? Loaded.TYPES.deserializers().findBeanDeserializer(type, config, description) : null;
		}

		@Override
		public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
			return isOurs(type) && Loaded.TYPES.deserializers().hasDeserializerFor(config, type);
		}

	}

}
