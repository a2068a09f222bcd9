package ai.apixo.messages.content;

import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The text editor wrote a file, {@code text_editor_code_execution_create_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param isFileUpdate {@code is_file_update}, whether the file existed before
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextEditorCreateResult(boolean isFileUpdate,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a text editor create result with additional properties.
	 * @param isFileUpdate {@code is_file_update}, whether the file existed before
	 * @param additionalProperties fields that this version does not know
	 */
	public TextEditorCreateResult {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text editor create result without additional properties.
	 * @param isFileUpdate {@code is_file_update}, whether the file existed before
	 */
	public TextEditorCreateResult(boolean isFileUpdate) {
		this(isFileUpdate, Map.of());
	}

}
