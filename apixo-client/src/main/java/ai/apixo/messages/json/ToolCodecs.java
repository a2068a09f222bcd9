package ai.apixo.messages.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;
import ai.apixo.messages.tool.UnknownTool;

/**
 * The tools of a request. The type of a custom tool may be absent, and every other type
 * is a tool of the gateway.
 */
final class ToolCodecs {

	static final Codec<CustomTool> CUSTOM_TOOL = new RecordCodec<>(CustomTool::additionalProperties,
			ToolCodecs::readCustomTool,
			(tool, out) -> out.string("type", tool.type())
				.string("name", tool.name())
				.string("description", tool.description())
				.optional("input_schema", tool.inputSchema(), ScalarCodecs.JSON)
				.ifTrue("strict", tool.strict())
				.ifTrue("eager_input_streaming", tool.eagerInputStreaming())
				.ifTrue("defer_loading", tool.deferLoading())
				.optionalList("input_examples", tool.inputExamples(), ScalarCodecs.JSON)
				.optionalList("allowed_callers", tool.allowedCallers(), ScalarCodecs.STRING)
				.optional("cache_control", tool.cacheControl(), BlockPartCodecs.CACHE_CONTROL));

	static final Codec<ServerTool> SERVER_TOOL = new RecordCodec<>(ServerTool::additionalProperties,
			(in) -> new ServerTool(in.string("type"), in.optionalString("name"),
					in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
			(tool, out) -> out.string("type", tool.type())
				.string("name", tool.name())
				.optional("cache_control", tool.cacheControl(), BlockPartCodecs.CACHE_CONTROL));

	static final Codec<Tool> TOOL = Codec.of(JsonNode::isObject, ToolCodecs::read, ToolCodecs::write);

	static final Codec<ToolChoice> TOOL_CHOICE = new RecordCodec<>(ToolChoice::additionalProperties,
			(in) -> new ToolChoice(in.string("type"), in.optionalString("name"), in.isTrue("disable_parallel_tool_use"),
					in.rest()),
			(choice, out) -> out.string("type", choice.type())
				.string("name", choice.name())
				.ifTrue("disable_parallel_tool_use", choice.disableParallelToolUse()));

	private ToolCodecs() {
	}

	private static CustomTool readCustomTool(JsonFields in) {
		return CustomTool
			.builder(in.required("name", ScalarCodecs.STRING.where((name) -> !name.isBlank())),
					in.required("input_schema", ScalarCodecs.JSON))
			.type(in.optionalString("type"))
			.description(in.optionalString("description"))
			.strict(in.isTrue("strict"))
			.eagerInputStreaming(in.isTrue("eager_input_streaming"))
			.deferLoading(in.isTrue("defer_loading"))
			.inputExamples(in.optionalList("input_examples", ScalarCodecs.JSON))
			.allowedCallers(in.optionalList("allowed_callers", ScalarCodecs.STRING))
			.cacheControl(in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL))
			.additionalProperties(in.rest())
			.build();
	}

	private static Tool read(JsonNode node) {
		String type = node.path("type").stringValue("");
		boolean custom = type.isEmpty() || type.equals("custom");
		Tool tool = custom ? CUSTOM_TOOL.read(node) : SERVER_TOOL.read(node);
		return (tool != null) ? tool : new UnknownTool(type, node);
	}

	private static void write(Tool tool, JsonGenerator generator) {
		if (tool instanceof CustomTool customTool) {
			CUSTOM_TOOL.write(customTool, generator);
		}
		else if (tool instanceof ServerTool serverTool) {
			SERVER_TOOL.write(serverTool, generator);
		}
		else if (tool instanceof UnknownTool unknownTool) {
			generator.writeTree(unknownTool.raw());
		}
	}

}
