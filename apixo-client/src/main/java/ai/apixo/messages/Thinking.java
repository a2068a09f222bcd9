package ai.apixo.messages;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Specifies specifies whether the model thinks before it responds,
 * <code>{"type": "enabled", "budget_tokens":
 * 2048}</code>. Used in requests only.
 * <p>
 * Constructed by {@link #enabled(int)}, {@link #adaptive()} or {@link #disabled()}.
 *
 * @param type {@code type}, {@code enabled}, {@code adaptive}, {@code disabled} or
 * another value that the gateway offers
 * @param budgetTokens {@code budget_tokens}, at least 1024 and less than
 * {@code max_tokens} unless thinking is interleaved, for {@code enabled}
 * @param display {@code display}, {@code summarized} or {@code omitted}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Thinking(String type, @Nullable Integer budgetTokens, @Nullable String display,
		Map<String, JsonNode> additionalProperties) {

	private static final int MIN_BUDGET = 1024;

	/**
	 * Create a thinking configuration with additional properties.
	 * @param type {@code type}, {@code enabled}, {@code adaptive}, {@code disabled} or
	 * another value that the gateway offers
	 * @param budgetTokens {@code budget_tokens}, at least 1024 and less than
	 * {@code max_tokens} unless thinking is interleaved, for {@code enabled}
	 * @param display {@code display}, {@code summarized} or {@code omitted}
	 * @param additionalProperties fields that this version does not know
	 */
	public Thinking {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a thinking configuration without additional properties.
	 * @param type {@code type}, {@code enabled}, {@code adaptive}, {@code disabled} or
	 * another value that the gateway offers
	 * @param budgetTokens {@code budget_tokens}, at least 1024 and less than
	 * {@code max_tokens} unless thinking is interleaved, for {@code enabled}
	 * @param display {@code display}, {@code summarized} or {@code omitted}
	 */
	public Thinking(String type, @Nullable Integer budgetTokens, @Nullable String display) {
		this(type, budgetTokens, display, Map.of());
	}

	/**
	 * Return a configuration with which the model thinks for up to a number of tokens.
	 * @param budgetTokens at least 1024, and less than {@code max_tokens} unless thinking
	 * is interleaved with tool calls
	 * @return the configuration
	 * @throws IllegalArgumentException if the number is less than 1024
	 */
	public static Thinking enabled(int budgetTokens) {
		if (budgetTokens < MIN_BUDGET) {
			throw new IllegalArgumentException(
					"'budgetTokens' must be at least " + MIN_BUDGET + ", but is " + budgetTokens);
		}
		return new Thinking("enabled", budgetTokens, null);
	}

	/**
	 * Return a configuration with which return a configuration with which the model
	 * decides how long it thinks.
	 * @return the configuration
	 */
	public static Thinking adaptive() {
		return new Thinking("adaptive", null, null);
	}

	/**
	 * Return a configuration with which return a configuration with which the model does
	 * not think.
	 * @return the configuration
	 */
	public static Thinking disabled() {
		return new Thinking("disabled", null, null);
	}

	/**
	 * Return this configuration with a choice of what is returned of the thinking.
	 * @param display {@code summarized} or {@code omitted}
	 * @return the new configuration
	 */
	public Thinking withDisplay(String display) {
		return new Thinking(this.type, this.budgetTokens, display, this.additionalProperties);
	}

}
