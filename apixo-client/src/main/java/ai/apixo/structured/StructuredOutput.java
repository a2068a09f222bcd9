package ai.apixo.structured;

import org.springframework.core.ParameterizedTypeReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

/**
 * Turns responses into values of a type. <pre>
 * record Recipe(String title, List&lt;Ingredient&gt; ingredients) {}
 *
 * StructuredOutput&lt;Recipe&gt; recipes = StructuredOutput.of(client, Recipe.class);
 * Mono&lt;Recipe&gt; recipe = recipes.create(MessagesRequest.builder().user("Pancakes for four").build());
 * </pre>
 *
 * <p>
 * The schema is derived from what the mapper binds, so records, sealed families and enums
 * need no annotations. A response without a value results in an
 * {@link ApixoStructuredOutputException}; failures of the call are passed on unchanged.
 * Publishers are cold: each subscription is a call. Thread-safe.
 *
 * @param <T> the type
 * @since 0.1.0
 */
public interface StructuredOutput<T> {

	/**
	 * Request a value with a call that does not stream,
	 * {@link ApixoMessagesClient#create(MessagesRequest)}.
	 * @param request the request, which must not set a format
	 * @return the value
	 */
	Mono<T> create(MessagesRequest request);

	/**
	 * Request a value with a call that streams internally,
	 * {@link ApixoMessagesClient#streamMessage(MessagesRequest)}. Suited to long
	 * responses.
	 * @param request the request, which must not set a format
	 * @return the value with its message and the usage of all calls
	 */
	Mono<StructuredMessage<T>> streamMessage(MessagesRequest request);

	/**
	 * Request a value and emit the elements of one of its lists while the model is still
	 * writing, each bound and validated as soon as its last byte has arrived. An element
	 * that cannot be bound or is invalid ends the stream after all elements before it;
	 * none is skipped. Demand reaches the gateway, and only the unfinished element is
	 * buffered, so a list may be of any length. The exceptions of this stream carry the
	 * message without its content.
	 * @param request the request, which must not set a format
	 * @param property the JSON name of a list of the root object; {@code value} if the
	 * type is itself a list
	 * @param elementType the type of its elements
	 * @param <E> the type of its elements
	 * @return the elements, completed after {@code message_stop}
	 */
	<E> Flux<E> streamElements(MessagesRequest request, String property, Class<E> elementType);

	/**
	 * Request a value and emit snapshots of the document so far: finished values, open
	 * objects and lists, and the text so far of an open string. From one snapshot to the
	 * next, texts only grow and nothing disappears. A slow subscriber gets fewer
	 * snapshots and does not slow down the gateway; the last snapshot is the whole
	 * document. Nothing is bound or validated. Snapshots share parts and must not be
	 * modified. The exceptions of this stream carry the message without its content.
	 * @param request the request, which must not set a format
	 * @return the snapshots
	 */
	Flux<ObjectNode> streamPartial(MessagesRequest request);

	/**
	 * Return the request as it is sent, for a tool run or a test.
	 * @param request the request, which must not set a format
	 * @return the request with the schema
	 * @throws ApixoConfigurationException if the request cannot be used to request a
	 * value
	 */
	MessagesRequest prepare(MessagesRequest request);

	/**
	 * Read the value from a message that was obtained elsewhere.
	 * @param message the message
	 * @return its value
	 * @throws ApixoStructuredOutputException if there is none
	 */
	T read(Message message);

	/**
	 * Return the schema of the type.
	 * @return the schema
	 */
	JsonSchema<T> schema();

	/**
	 * Return structured output for a type with the settings of
	 * {@link #builder(ApixoMessagesClient)}.
	 * @param client the client
	 * @param type the type
	 * @param <T> the type
	 * @return the structured output
	 * @throws ApixoConfigurationException if the type has no schema
	 */
	static <T> StructuredOutput<T> of(ApixoMessagesClient client, Class<T> type) {
		return builder(client).build(type);
	}

	/**
	 * Return a builder with a plain mapper, mode {@link Mode#OUTPUT_CONFIG} and no
	 * repairs.
	 * @param client the client
	 * @return the builder
	 */
	static Builder builder(ApixoMessagesClient client) {
		return new DefaultStructuredOutputBuilder(client, "mode(..) of the builder of the structured output");
	}

	/**
	 * Return a builder of structured output whose error messages use the setting names of
	 * an application framework.
	 * @param client the client
	 * @param settingNames the names of the settings
	 * @return the builder
	 */
	static Builder builder(ApixoMessagesClient client, SettingNames settingNames) {
		return new DefaultStructuredOutputBuilder(client, settingNames.structuredMode());
	}

	/**
	 * How JSON is requested from the gateway.
	 *
	 * @since 0.1.0
	 */
	enum Mode {

		/**
		 * Through {@code output_config.format}: the model writes the document as text and
		 * cannot deviate from the schema.
		 */
		OUTPUT_CONFIG,

		/**
		 * Through a tool named {@code answer} that the model must call. For gateways that
		 * do not pass {@code output_config} on, and for types that contain themselves.
		 */
		TOOL

	}

	/**
	 * Builds a {@link StructuredOutput}.
	 *
	 * @since 0.1.0
	 */
	interface Builder {

		/**
		 * Set the client.
		 * @param client the client
		 * @return this builder
		 */
		Builder client(ApixoMessagesClient client);

		/**
		 * Set the source of schemas, which also determines the mapper and the validator.
		 * @param schemas the schemas; by default {@link JsonSchemas#create()}
		 * @return this builder
		 */
		Builder schemas(JsonSchemas schemas);

		/**
		 * Set how JSON is requested from the gateway.
		 * @param mode the mode, by default {@link Mode#OUTPUT_CONFIG}
		 * @return this builder
		 */
		Builder mode(Mode mode);

		/**
		 * Set how often {@code create} and {@code streamMessage} ask the model again
		 * after a malformed or invalid response, telling it what is wrong. Each repair is
		 * a billed call.
		 * @param maxRepairs the maximum number of repairs, by default 0
		 * @return this builder
		 */
		Builder maxRepairs(int maxRepairs);

		/**
		 * Derive the schema and build the structured output. On a thread that must not
		 * block, such as an event loop, the schema is derived at the first subscription
		 * instead.
		 * @param type the type
		 * @param <T> the type
		 * @return the structured output
		 * @throws ApixoConfigurationException if the type has no schema
		 */
		<T> StructuredOutput<T> build(Class<T> type);

		/**
		 * Derive the schema of a generic type and build the structured output, see
		 * {@link #build(Class)}.
		 * @param type the type with all its arguments
		 * @param <T> the type
		 * @return the structured output
		 * @throws ApixoConfigurationException if the type has no schema
		 */
		<T> StructuredOutput<T> build(ParameterizedTypeReference<T> type);

	}

}
