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
final class ToolWires {

	static final Wire<CustomTool> CUSTOM_TOOL = new ObjectWire<>(CustomTool::additionalProperties,
			(in) -> new CustomTool(in.string("name"), in.optionalString("description"),
					in.required("input_schema", Scalars.JSON), in.optionalString("type"), in.optionalBoolean("strict"),
					in.optionalBoolean("eager_input_streaming"), in.optionalBoolean("defer_loading"),
					in.optionalList("input_examples", Scalars.JSON), in.optionalList("allowed_callers", Scalars.STRING),
					in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
			(tool, out) -> out.string("type", tool.type())
				.string("name", tool.name())
				.string("description", tool.description())
				.optional("input_schema", tool.inputSchema(), Scalars.JSON)
				.bool("strict", tool.strict())
				.bool("eager_input_streaming", tool.eagerInputStreaming())
				.bool("defer_loading", tool.deferLoading())
				.optionalList("input_examples", tool.inputExamples(), Scalars.JSON)
				.optionalList("allowed_callers", tool.allowedCallers(), Scalars.STRING)
				.optional("cache_control", tool.cacheControl(), ContentWires.CACHE_CONTROL));

	static final Wire<ServerTool> SERVER_TOOL = new ObjectWire<>(ServerTool::additionalProperties,
			(in) -> new ServerTool(in.string("type"), in.optionalString("name"),
					in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
			(tool, out) -> out.string("type", tool.type())
				.string("name", tool.name())
				.optional("cache_control", tool.cacheControl(), ContentWires.CACHE_CONTROL));

	static final Wire<Tool> TOOL = Wire.of(JsonNode::isObject, ToolWires::read, ToolWires::write);

	static final Wire<ToolChoice> TOOL_CHOICE = new ObjectWire<>(ToolChoice::additionalProperties,
			(in) -> new ToolChoice(in.string("type"), in.optionalString("name"),
					in.optionalBoolean("disable_parallel_tool_use"), in.rest()),
			(choice, out) -> out.string("type", choice.type())
				.string("name", choice.name())
				.bool("disable_parallel_tool_use", choice.disableParallelToolUse()));

	private ToolWires() {
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
