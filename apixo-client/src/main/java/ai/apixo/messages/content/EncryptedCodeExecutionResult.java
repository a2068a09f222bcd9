package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The encrypted result of a code execution, for the model only,
 * {@code encrypted_code_execution_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param encryptedStdout {@code encrypted_stdout}
 * @param stderr {@code stderr}
 * @param returnCode {@code return_code}, zero for success
 * @param content {@code content}, the files that it wrote
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record EncryptedCodeExecutionResult(String encryptedStdout, String stderr, int returnCode,
		List<CodeExecutionOutput> content, Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create an encrypted code execution result with additional properties.
	 * @param encryptedStdout {@code encrypted_stdout}
	 * @param stderr {@code stderr}
	 * @param returnCode {@code return_code}, zero for success
	 * @param content {@code content}, the files that it wrote
	 * @param additionalProperties fields that this version does not know
	 */
	public EncryptedCodeExecutionResult {
		Objects.requireNonNull(encryptedStdout, "'encryptedStdout' must not be null");
		Objects.requireNonNull(stderr, "'stderr' must not be null");
		content = List.copyOf(content);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an encrypted code execution result without additional properties.
	 * @param encryptedStdout {@code encrypted_stdout}
	 * @param stderr {@code stderr}
	 * @param returnCode {@code return_code}, zero for success
	 * @param content {@code content}, the files that it wrote
	 */
	public EncryptedCodeExecutionResult(String encryptedStdout, String stderr, int returnCode,
			List<CodeExecutionOutput> content) {
		this(encryptedStdout, stderr, returnCode, content, Map.of());
	}

	@Override
	public String toString() {
		return "EncryptedCodeExecutionResult[returnCode=" + this.returnCode + ", content=" + this.content + "]";
	}

}
