package ai.apixo.messages.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Container;
import ai.apixo.messages.Effort;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.OutputFormat;
import ai.apixo.messages.RequestMetadata;
import ai.apixo.messages.Thinking;

/**
 * The request.
 */
final class RequestCodecs {

	static final Codec<Effort> EFFORT = ScalarCodecs.open(Effort::new, Effort::value);

	// What a builder refuses stays as it came.
	private static final Codec<String> NOT_BLANK = ScalarCodecs.STRING.where((value) -> !value.isBlank());

	private static final Codec<String> NOT_EMPTY = ScalarCodecs.STRING.where((value) -> !value.isEmpty());

	private static final Codec<Integer> NOT_NEGATIVE = ScalarCodecs.INTEGER.where((value) -> value >= 0);

	private static final Codec<Double> NOT_NEGATIVE_DOUBLE = ScalarCodecs.DOUBLE.where((value) -> value >= 0);

	static final Codec<InputMessage> INPUT_MESSAGE = new RecordCodec<>(InputMessage::additionalProperties,
			(in) -> new InputMessage(in.required("role", MessageCodecs.ROLE),
					in.required("content", BlockCodecs.CONTENT), in.rest()),
			(message, out) -> out.optional("role", message.role(), MessageCodecs.ROLE)
				.optional("content", message.content(), BlockCodecs.CONTENT));

	static final Codec<Thinking> THINKING = new RecordCodec<>(Thinking::additionalProperties,
			(in) -> new Thinking(in.string("type"), in.optionalInteger("budget_tokens"), in.optionalString("display"),
					in.rest()),
			(thinking, out) -> out.string("type", thinking.type())
				.number("budget_tokens", thinking.budgetTokens())
				.string("display", thinking.display()));

	static final Codec<OutputFormat> OUTPUT_FORMAT = new RecordCodec<>(OutputFormat::additionalProperties,
			(in) -> new OutputFormat(in.string("type"), in.required("schema", ScalarCodecs.JSON), in.rest()),
			(format, out) -> out.string("type", format.type()).optional("schema", format.schema(), ScalarCodecs.JSON));

	static final Codec<OutputConfig> OUTPUT_CONFIG = new RecordCodec<>(OutputConfig::additionalProperties,
			(in) -> new OutputConfig(in.optional("effort", EFFORT), in.optional("format", OUTPUT_FORMAT), in.rest()),
			(config, out) -> out.optional("effort", config.effort(), EFFORT)
				.optional("format", config.format(), OUTPUT_FORMAT));

	static final Codec<RequestMetadata> METADATA = new RecordCodec<>(RequestMetadata::additionalProperties,
			(in) -> new RequestMetadata(in.optionalString("user_id"), in.rest()),
			(metadata, out) -> out.string("user_id", metadata.userId()));

	/** A container to use again may be named by its id alone. */
	private static final Codec<Container> CONTAINER = Codec.of((node) -> true, RequestCodecs::readContainer,
			RequestCodecs::writeContainer);

	static final Codec<MessagesRequest> REQUEST = new RecordCodec<>(MessagesRequest::additionalProperties,
			RequestCodecs::readRequest,
			(request, out) -> out.string("model", request.model())
				.number("max_tokens", request.maxTokens())
				.optional("system", request.system(), BlockCodecs.CONTENT)
				.list("messages", request.messages(), INPUT_MESSAGE)
				.optionalList("tools", request.tools(), ToolCodecs.TOOL)
				.optional("tool_choice", request.toolChoice(), ToolCodecs.TOOL_CHOICE)
				.optional("thinking", request.thinking(), THINKING)
				.optional("output_config", request.outputConfig(), OUTPUT_CONFIG)
				.optionalList("stop_sequences", request.stopSequences(), ScalarCodecs.STRING)
				.optional("temperature", request.temperature(), ScalarCodecs.DOUBLE)
				.optional("top_p", request.topP(), ScalarCodecs.DOUBLE)
				.number("top_k", request.topK())
				.optional("metadata", request.metadata(), METADATA)
				.optional("service_tier", request.serviceTier(), MessageCodecs.SERVICE_TIER)
				.string("inference_geo", request.inferenceGeo())
				.optional("container", request.container(), CONTAINER)
				.optional("cache_control", request.cacheControl(), BlockPartCodecs.CACHE_CONTROL));

	private RequestCodecs() {
	}

	private static MessagesRequest readRequest(JsonFields in) {
		return MessagesRequest.builder()
			.model(in.optional("model", NOT_BLANK))
			.maxTokens(in.optional("max_tokens", NOT_NEGATIVE))
			.systemContent(in.optional("system", BlockCodecs.CONTENT))
			.messages(in.list("messages", INPUT_MESSAGE))
			.tools(in.optionalList("tools", ToolCodecs.TOOL))
			.toolChoice(in.optional("tool_choice", ToolCodecs.TOOL_CHOICE))
			.thinking(in.optional("thinking", THINKING))
			.outputConfig(in.optional("output_config", OUTPUT_CONFIG))
			.stopSequences(in.optionalList("stop_sequences", NOT_EMPTY))
			.temperature(in.optional("temperature", NOT_NEGATIVE_DOUBLE))
			.topP(in.optional("top_p", NOT_NEGATIVE_DOUBLE))
			.topK(in.optional("top_k", NOT_NEGATIVE))
			.metadata(in.optional("metadata", METADATA))
			.serviceTier(in.optional("service_tier", MessageCodecs.SERVICE_TIER))
			.inferenceGeo(in.optionalString("inference_geo"))
			.container(in.optional("container", CONTAINER))
			.cacheControl(in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL))
			.additionalProperties(in.rest())
			.build();
	}

	private static @Nullable Container readContainer(JsonNode node) {
		return node.isString() ? Container.of(node.stringValue()) : MessageCodecs.CONTAINER.read(node);
	}

	private static void writeContainer(Container container, JsonGenerator generator) {
		String id = container.id();
		if (id != null && container.equals(Container.of(id))) {
			generator.writeString(id);
		}
		else {
			MessageCodecs.CONTAINER.write(container, generator);
		}
	}

}
