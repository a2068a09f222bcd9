package ai.apixo.messages.tool;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Specifies whether the model must call a tool, and which one,
 * <code>{"type": "auto"}</code>. Used in requests only.
 * <p>
 * Constructed by {@link #auto()}, {@link #any()}, {@link #tool(String)} or
 * {@link #none()}.
 *
 * @param type {@code type}, {@code auto}, {@code any}, {@code tool} or {@code none}
 * @param name {@code name} of the tool, for {@code tool}
 * @param disableParallelToolUse {@code disable_parallel_tool_use}, whether at most one
 * tool is called; {@code false} if absent. An explicit {@code false} is kept in
 * {@code additionalProperties}.
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ToolChoice(String type, @Nullable String name, boolean disableParallelToolUse,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a tool choice with additional properties.
	 * @param type {@code type}, {@code auto}, {@code any}, {@code tool} or {@code none}
	 * @param name {@code name} of the tool, for {@code tool}
	 * @param disableParallelToolUse {@code disable_parallel_tool_use}, whether at most
	 * one tool is called; {@code false} if absent. An explicit {@code false} is kept in
	 * {@code additionalProperties}.
	 * @param additionalProperties fields that this version does not know
	 */
	public ToolChoice {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a tool choice without additional properties.
	 * @param type {@code type}, {@code auto}, {@code any}, {@code tool} or {@code none}
	 * @param name {@code name} of the tool, for {@code tool}
	 * @param disableParallelToolUse {@code disable_parallel_tool_use}, whether at most
	 * one tool is called; {@code false} if absent. An explicit {@code false} is kept in
	 * {@code additionalProperties}.
	 */
	public ToolChoice(String type, @Nullable String name, boolean disableParallelToolUse) {
		this(type, name, disableParallelToolUse, Map.of());
	}

	/**
	 * Return a choice that leaves the decision to the model.
	 * @return the choice
	 */
	public static ToolChoice auto() {
		return new ToolChoice("auto", null, false);
	}

	/**
	 * Return a choice with which the model must call some tool.
	 * @return the choice
	 */
	public static ToolChoice any() {
		return new ToolChoice("any", null, false);
	}

	/**
	 * Return a choice with which the model must call the given tool.
	 * @param name the name of the tool
	 * @return the choice
	 */
	public static ToolChoice tool(String name) {
		return new ToolChoice("tool", name, false);
	}

	/**
	 * Return a choice with which return a choice with which the model must not call a
	 * tool.
	 * @return the choice
	 */
	public static ToolChoice none() {
		return new ToolChoice("none", null, false);
	}

	/**
	 * Return this choice with at most one tool call.
	 * @return the new choice
	 */
	public ToolChoice withoutParallelToolUse() {
		return new ToolChoice(this.type, this.name, true, this.additionalProperties);
	}

}
