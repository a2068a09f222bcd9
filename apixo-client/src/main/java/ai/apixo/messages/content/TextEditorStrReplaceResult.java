package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The text editor changed a file, {@code text_editor_code_execution_str_replace_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param lines {@code lines}, the changed lines
 * @param oldStart {@code old_start}
 * @param oldLines {@code old_lines}
 * @param newStart {@code new_start}
 * @param newLines {@code new_lines}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextEditorStrReplaceResult(List<String> lines, @Nullable Integer oldStart, @Nullable Integer oldLines,
		@Nullable Integer newStart, @Nullable Integer newLines,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a text editor str replace result with additional properties.
	 * @param lines {@code lines}, the changed lines
	 * @param oldStart {@code old_start}
	 * @param oldLines {@code old_lines}
	 * @param newStart {@code new_start}
	 * @param newLines {@code new_lines}
	 * @param additionalProperties fields that this version does not know
	 */
	public TextEditorStrReplaceResult {
		lines = List.copyOf(lines);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text editor str replace result without additional properties.
	 * @param lines {@code lines}, the changed lines
	 * @param oldStart {@code old_start}
	 * @param oldLines {@code old_lines}
	 * @param newStart {@code new_start}
	 * @param newLines {@code new_lines}
	 */
	public TextEditorStrReplaceResult(List<String> lines, @Nullable Integer oldStart, @Nullable Integer oldLines,
			@Nullable Integer newStart, @Nullable Integer newLines) {
		this(lines, oldStart, oldLines, newStart, newLines, Map.of());
	}

	@Override
	public String toString() {
		return "TextEditorStrReplaceResult[lines=" + this.lines.size() + "]";
	}

}
