package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A file as displayed by the text editor, {@code text_editor_code_execution_view_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param content {@code content}
 * @param fileType {@code file_type}, {@code text}, {@code image} or {@code pdf}
 * @param numLines {@code num_lines}
 * @param startLine {@code start_line}
 * @param totalLines {@code total_lines}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextEditorViewResult(String content, String fileType, @Nullable Integer numLines,
		@Nullable Integer startLine, @Nullable Integer totalLines,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a text editor view result with additional properties.
	 * @param content {@code content}
	 * @param fileType {@code file_type}, {@code text}, {@code image} or {@code pdf}
	 * @param numLines {@code num_lines}
	 * @param startLine {@code start_line}
	 * @param totalLines {@code total_lines}
	 * @param additionalProperties fields that this version does not know
	 */
	public TextEditorViewResult {
		Objects.requireNonNull(content, "'content' must not be null");
		Objects.requireNonNull(fileType, "'fileType' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text editor view result without additional properties.
	 * @param content {@code content}
	 * @param fileType {@code file_type}, {@code text}, {@code image} or {@code pdf}
	 * @param numLines {@code num_lines}
	 * @param startLine {@code start_line}
	 * @param totalLines {@code total_lines}
	 */
	public TextEditorViewResult(String content, String fileType, @Nullable Integer numLines,
			@Nullable Integer startLine, @Nullable Integer totalLines) {
		this(content, fileType, numLines, startLine, totalLines, Map.of());
	}

	@Override
	public String toString() {
		return "TextEditorViewResult[fileType=" + this.fileType + ", length=" + this.content.length() + "]";
	}

}
