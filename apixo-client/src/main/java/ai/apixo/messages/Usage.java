package ai.apixo.messages;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * What an answer cost in tokens. A counter that the gateway left out is {@code null}.
 *
 * @param inputTokens {@code input_tokens}, tokens of the request that were neither read
 * from the prompt cache nor written to it
 * @param outputTokens {@code output_tokens}, tokens of the answer, thinking included
 * @param cacheCreationInputTokens {@code cache_creation_input_tokens}, tokens written to
 * the prompt cache
 * @param cacheReadInputTokens {@code cache_read_input_tokens}, tokens read from the
 * prompt cache
 * @param cacheCreation {@code cache_creation}, the written ones by life time
 * @param outputTokensDetails {@code output_tokens_details}, what the output was used for
 * @param serverToolUse {@code server_tool_use}, how often the gateway used its tools
 * @param serviceTier {@code service_tier}, the capacity that was used
 * @param inferenceGeo {@code inference_geo}, the region that was used
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Usage(@Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long cacheCreationInputTokens,
		@Nullable Long cacheReadInputTokens, @Nullable CacheCreation cacheCreation,
		@Nullable OutputTokensDetails outputTokensDetails, @Nullable ServerToolUsage serverToolUse,
		@Nullable ServiceTier serviceTier, @Nullable String inferenceGeo, Map<String, JsonNode> additionalProperties) {

	private static final Usage NONE = new Usage(null, null);

	public Usage {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	public Usage(@Nullable Long inputTokens, @Nullable Long outputTokens) {
		this(inputTokens, outputTokens, null, null, null, null, null, null, null, Map.of());
	}

	/**
	 * Return a usage without any counter.
	 * @return the empty usage
	 */
	public static Usage none() {
		return NONE;
	}

	/**
	 * Return all tokens of the request: {@code input_tokens} and those read from and
	 * written to the prompt cache. Absent counters count as zero.
	 * @return the number of tokens
	 */
	public long totalInputTokens() {
		return orZero(this.inputTokens) + orZero(this.cacheCreationInputTokens) + orZero(this.cacheReadInputTokens);
	}

	/**
	 * Return this usage as a later report changes it. Counters are totals: one that is
	 * present and not null replaces the earlier one, nothing is ever added.
	 * @param later the later report
	 * @return the new usage
	 */
	public Usage updatedWith(Usage later) {
		return new Usage(later(later.inputTokens, this.inputTokens), later(later.outputTokens, this.outputTokens),
				later(later.cacheCreationInputTokens, this.cacheCreationInputTokens),
				later(later.cacheReadInputTokens, this.cacheReadInputTokens),
				later(later.cacheCreation, this.cacheCreation),
				later(later.outputTokensDetails, this.outputTokensDetails),
				later(later.serverToolUse, this.serverToolUse), later(later.serviceTier, this.serviceTier),
				later(later.inferenceGeo, this.inferenceGeo), additionalPropertiesUpdatedWith(later));
	}

	private Map<String, JsonNode> additionalPropertiesUpdatedWith(Usage later) {
		Map<String, JsonNode> updated = new LinkedHashMap<>(this.additionalProperties);
		later.components().forEach((name, value) -> {
			if (value != null) {
				updated.remove(name);
			}
		});
		later.additionalProperties.forEach((name, value) -> {
			if (!value.isNull()) {
				updated.put(name, value);
			}
		});
		return updated;
	}

	private Map<String, @Nullable Object> components() {
		Map<String, @Nullable Object> components = new HashMap<>();
		components.put("input_tokens", this.inputTokens);
		components.put("output_tokens", this.outputTokens);
		components.put("cache_creation_input_tokens", this.cacheCreationInputTokens);
		components.put("cache_read_input_tokens", this.cacheReadInputTokens);
		components.put("cache_creation", this.cacheCreation);
		components.put("output_tokens_details", this.outputTokensDetails);
		components.put("server_tool_use", this.serverToolUse);
		components.put("service_tier", this.serviceTier);
		components.put("inference_geo", this.inferenceGeo);
		return components;
	}

	private static <T> @Nullable T later(@Nullable T later, @Nullable T earlier) {
		return (later != null) ? later : earlier;
	}

	private static long orZero(@Nullable Long counter) {
		return (counter != null) ? counter : 0;
	}

}
