package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The result of a code execution or a shell command, {@code code_execution_result} or
 * {@code bash_code_execution_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, one of the two
 * @param stdout {@code stdout}
 * @param stderr {@code stderr}
 * @param returnCode {@code return_code}, zero for success
 * @param content {@code content}, the files that it wrote
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CodeExecutionResult(String type, String stdout, String stderr, int returnCode,
		List<CodeExecutionOutput> content, Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a code execution result with additional properties.
	 * @param type {@code type}, one of the two
	 * @param stdout {@code stdout}
	 * @param stderr {@code stderr}
	 * @param returnCode {@code return_code}, zero for success
	 * @param content {@code content}, the files that it wrote
	 * @param additionalProperties fields that this version does not know
	 */
	public CodeExecutionResult {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(stdout, "'stdout' must not be null");
		Objects.requireNonNull(stderr, "'stderr' must not be null");
		content = List.copyOf(content);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a code execution result without additional properties.
	 * @param type {@code type}, one of the two
	 * @param stdout {@code stdout}
	 * @param stderr {@code stderr}
	 * @param returnCode {@code return_code}, zero for success
	 * @param content {@code content}, the files that it wrote
	 */
	public CodeExecutionResult(String type, String stdout, String stderr, int returnCode,
			List<CodeExecutionOutput> content) {
		this(type, stdout, stderr, returnCode, content, Map.of());
	}

	@Override
	public String toString() {
		return "CodeExecutionResult[type=" + this.type + ", returnCode=" + this.returnCode + ", content=" + this.content
				+ "]";
	}

}
