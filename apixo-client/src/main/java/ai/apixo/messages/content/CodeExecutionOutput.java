package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A file that a code execution wrote, {@code code_execution_output} or
 * {@code bash_code_execution_output}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, one of the two
 * @param fileId {@code file_id}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CodeExecutionOutput(String type, String fileId, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a code execution output with additional properties.
	 * @param type {@code type}, one of the two
	 * @param fileId {@code file_id}
	 * @param additionalProperties fields that this version does not know
	 */
	public CodeExecutionOutput {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(fileId, "'fileId' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a code execution output without additional properties.
	 * @param type {@code type}, one of the two
	 * @param fileId {@code file_id}
	 */
	public CodeExecutionOutput(String type, String fileId) {
		this(type, fileId, Map.of());
	}

}
