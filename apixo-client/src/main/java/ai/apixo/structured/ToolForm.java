package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * Asks by a tool that must be called; the document is its input.
 */
final class ToolForm implements AnswerForm {

	static final String NAME = "answer";

	@Override
	public void check(JsonSchema<?> schema) {
		// Tools accept every keyword, and types that contain themselves.
	}

	@Override
	public MessagesRequest prepare(MessagesRequest request, JsonSchema<?> schema) {
		if (request.thinking() != null && request.thinking().type().equals("enabled")) {
			throw new ApixoConfigurationException("Thinking is enabled, and a model that thinks cannot be made to call "
					+ "a tool. Disable it or use the mode OUTPUT_CONFIG");
		}
		if (request.toolChoice() != null) {
			throw new ApixoConfigurationException(
					"The request already has a 'tool_choice'. Remove it: the choice " + "is the tool '" + NAME + "'");
		}
		if (request.tools().stream().anyMatch(ToolForm::isNamedAnswer)) {
			throw new ApixoConfigurationException("The request has a tool named '" + NAME + "'. Give it another name: "
					+ "this one takes the document");
		}
		List<Tool> tools = new ArrayList<>(request.tools());
		tools.add(CustomTool.builder(NAME, schema.fullNode()).description("Takes the answer.").build());
		return request.toBuilder().tools(tools).toolChoice(ToolChoice.tool(NAME).withoutParallelToolUse()).build();
	}

	private static boolean isNamedAnswer(Tool tool) {
		if (tool instanceof CustomTool custom) {
			return custom.name().equals(NAME);
		}
		return tool instanceof ServerTool server && NAME.equals(server.name());
	}

	@Override
	public Outcome<JsonNode> document(Message message, boolean cut) {
		for (ToolUseBlock call : message.toolUses()) {
			if (call.name().equals(NAME)) {
				String unparsed = call.unparsedInput();
				if (unparsed == null && cut && call.input().isEmpty() && isLast(call, message)) {
					return DocumentText.incomplete(true, "is missing");
				}
				return (unparsed != null) ? DocumentText.parse(unparsed, cut) : new Outcome.Value<>(call.input());
			}
		}
		return DocumentText.incomplete(cut, "is missing");
	}

	private static boolean isLast(ToolUseBlock call, Message message) {
		return message.content().get(message.content().size() - 1) == call;
	}

	@Override
	public DocumentTracker tracker() {
		return new ToolUseTracker();
	}

}
