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
final class RequestWires {

	static final Wire<Effort> EFFORT = Scalars.open(Effort::new, Effort::value);

	static final Wire<InputMessage> INPUT_MESSAGE = new ObjectWire<>(InputMessage::additionalProperties,
			(in) -> new InputMessage(in.required("role", MessageWires.ROLE), in.required("content", BlockWires.CONTENT),
					in.rest()),
			(message, out) -> out.optional("role", message.role(), MessageWires.ROLE)
				.optional("content", message.content(), BlockWires.CONTENT));

	static final Wire<Thinking> THINKING = new ObjectWire<>(Thinking::additionalProperties,
			(in) -> new Thinking(in.string("type"), in.optionalInteger("budget_tokens"), in.optionalString("display"),
					in.rest()),
			(thinking, out) -> out.string("type", thinking.type())
				.number("budget_tokens", thinking.budgetTokens())
				.string("display", thinking.display()));

	static final Wire<OutputFormat> OUTPUT_FORMAT = new ObjectWire<>(OutputFormat::additionalProperties,
			(in) -> new OutputFormat(in.string("type"), in.required("schema", Scalars.JSON), in.rest()),
			(format, out) -> out.string("type", format.type()).optional("schema", format.schema(), Scalars.JSON));

	static final Wire<OutputConfig> OUTPUT_CONFIG = new ObjectWire<>(OutputConfig::additionalProperties,
			(in) -> new OutputConfig(in.optional("effort", EFFORT), in.optional("format", OUTPUT_FORMAT), in.rest()),
			(config, out) -> out.optional("effort", config.effort(), EFFORT)
				.optional("format", config.format(), OUTPUT_FORMAT));

	static final Wire<RequestMetadata> METADATA = new ObjectWire<>(RequestMetadata::additionalProperties,
			(in) -> new RequestMetadata(in.optionalString("user_id"), in.rest()),
			(metadata, out) -> out.string("user_id", metadata.userId()));

	/** A container to use again may be named by its id alone. */
	private static final Wire<Container> CONTAINER = Wire.of((node) -> true, RequestWires::readContainer,
			RequestWires::writeContainer);

	static final Wire<MessagesRequest> REQUEST = new ObjectWire<>(MessagesRequest::additionalProperties,
			(in) -> new MessagesRequest(in.optionalString("model"), in.optionalInteger("max_tokens"),
					in.optional("system", BlockWires.CONTENT), in.list("messages", INPUT_MESSAGE),
					in.optionalList("tools", ToolWires.TOOL), in.optional("tool_choice", ToolWires.TOOL_CHOICE),
					in.optional("thinking", THINKING), in.optional("output_config", OUTPUT_CONFIG),
					in.optionalList("stop_sequences", Scalars.STRING), in.optional("temperature", Scalars.DOUBLE),
					in.optional("top_p", Scalars.DOUBLE), in.optionalInteger("top_k"),
					in.optional("metadata", METADATA), in.optional("service_tier", MessageWires.SERVICE_TIER),
					in.optionalString("inference_geo"), in.optional("container", CONTAINER),
					in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
			(request, out) -> out.string("model", request.model())
				.number("max_tokens", request.maxTokens())
				.optional("system", request.system(), BlockWires.CONTENT)
				.list("messages", request.messages(), INPUT_MESSAGE)
				.optionalList("tools", request.tools(), ToolWires.TOOL)
				.optional("tool_choice", request.toolChoice(), ToolWires.TOOL_CHOICE)
				.optional("thinking", request.thinking(), THINKING)
				.optional("output_config", request.outputConfig(), OUTPUT_CONFIG)
				.optionalList("stop_sequences", request.stopSequences(), Scalars.STRING)
				.optional("temperature", request.temperature(), Scalars.DOUBLE)
				.optional("top_p", request.topP(), Scalars.DOUBLE)
				.number("top_k", request.topK())
				.optional("metadata", request.metadata(), METADATA)
				.optional("service_tier", request.serviceTier(), MessageWires.SERVICE_TIER)
				.string("inference_geo", request.inferenceGeo())
				.optional("container", request.container(), CONTAINER)
				.optional("cache_control", request.cacheControl(), ContentWires.CACHE_CONTROL));

	private RequestWires() {
	}

	private static @Nullable Container readContainer(JsonNode node) {
		return node.isString() ? Container.of(node.stringValue()) : MessageWires.CONTAINER.read(node);
	}

	private static void writeContainer(Container container, JsonGenerator generator) {
		String id = container.id();
		if (id != null && container.equals(Container.of(id))) {
			generator.writeString(id);
		}
		else {
			MessageWires.CONTAINER.write(container, generator);
		}
	}

}
