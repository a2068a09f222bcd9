package ai.apixo.structured;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.OutputFormat;
import ai.apixo.messages.Role;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;

/**
 * Asks by {@code output_config.format}; the document is the first text block that begins
 * with a brace.
 */
final class OutputConfigForm implements AnswerForm {

	@Override
	public void check(JsonSchema<?> schema) {
		schema.strictNode();
	}

	@Override
	public MessagesRequest prepare(MessagesRequest request, JsonSchema<?> schema) {
		OutputConfig given = request.outputConfig();
		refuseFormat(request, given);
		List<InputMessage> messages = request.messages();
		if (!messages.isEmpty() && messages.get(messages.size() - 1).role().equals(Role.ASSISTANT)) {
			throw new ApixoConfigurationException("The conversation ends with an assistant turn, which 'output_config' "
					+ "does not accept. End it with a user turn or use the mode TOOL");
		}
		if (messages.stream().anyMatch((message) -> hasCitations(message.content()))) {
			throw new ApixoConfigurationException("A document of the request has citations enabled, which "
					+ "'output_config' does not accept. Disable them or use the mode TOOL");
		}
		OutputFormat format = new OutputFormat("json_schema", schema.strictNode());
		OutputConfig config = (given != null) ? new OutputConfig(given.effort(), format, given.additionalProperties())
				: new OutputConfig(null, format);
		return request.toBuilder().outputConfig(config).build();
	}

	private static void refuseFormat(MessagesRequest request, @Nullable OutputConfig given) {
		Map<String, JsonNode> further = request.additionalProperties();
		boolean set = (given != null && (given.format() != null || given.additionalProperties().containsKey("format")))
				|| further.containsKey("output_config") || further.containsKey("output_format");
		if (set) {
			throw new ApixoConfigurationException("The request already has a format. Remove 'output_config.format': "
					+ "the schema of the type is sent there");
		}
	}

	private static boolean hasCitations(Content content) {
		return content.blocks().stream().anyMatch(OutputConfigForm::hasCitations);
	}

	private static boolean hasCitations(ContentBlock block) {
		if (block instanceof DocumentBlock document) {
			return document.citations() != null && Boolean.TRUE.equals(document.citations().enabled());
		}
		return block instanceof ToolResultBlock result && result.content() != null && hasCitations(result.content());
	}

	@Override
	public Outcome<JsonNode> document(Message message, boolean cut) {
		for (ContentBlock block : message.content()) {
			if (block instanceof TextBlock text && beginsDocument(text.text())) {
				return DocumentText.parse(text.text(), cut);
			}
		}
		return DocumentText.incomplete(cut, "is missing");
	}

	@Override
	public DocumentTracker tracker() {
		return new TextBlockTracker();
	}

	static boolean beginsDocument(String text) {
		int start = skipSpace(text);
		return start < text.length() && text.charAt(start) == '{';
	}

	/**
	 * Return where the white space at the start of a text ends.
	 * @param text the text
	 * @return the index behind it
	 */
	static int skipSpace(String text) {
		int start = 0;
		while (start < text.length() && " \n\r\t".indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		return start;
	}

}
