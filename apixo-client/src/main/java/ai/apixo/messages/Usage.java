package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The token usage of a response. A counter that the gateway omitted is {@code null}.
 * <p>
 * Created by the gateway. In tests, use {@link #Usage(Long, Long)}, or {@link #builder()}
 * for the other counters.
 *
 * @since 0.1.0
 */
public final class Usage {

	private static final Usage NONE = new Usage(null, null);

	private final UsageFields fields;

	Usage(UsageFields fields) {
		this.fields = fields;
	}

	/**
	 * Create a usage with the two counters that every gateway reports.
	 * @param inputTokens {@code input_tokens}, or {@code null}
	 * @param outputTokens {@code output_tokens}, or {@code null}
	 */
	public Usage(@Nullable Long inputTokens, @Nullable Long outputTokens) {
		this(new UsageFields(inputTokens, outputTokens, null, null, null, null, null, null, null, Map.of()));
	}

	UsageFields fields() {
		return this.fields;
	}

	/**
	 * Return a usage without any counter.
	 * @return the empty usage
	 */
	public static Usage none() {
		return NONE;
	}

	/**
	 * Return a builder without any counter.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(NONE.fields);
	}

	/**
	 * Return a builder with the values of this usage.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code input_tokens}, the tokens of the request that were neither read from
	 * the prompt cache nor written to it.
	 * @return the number of tokens, {@code null} if the gateway omits it
	 */
	public @Nullable Long inputTokens() {
		return this.fields.inputTokens();
	}

	/**
	 * Return {@code output_tokens}, the tokens of the response, including thinking.
	 * @return the number of tokens, {@code null} if the gateway omits it
	 */
	public @Nullable Long outputTokens() {
		return this.fields.outputTokens();
	}

	/**
	 * Return {@code cache_creation_input_tokens}, the tokens written to the prompt cache.
	 * @return the number of tokens, {@code null} if the gateway omits it
	 */
	public @Nullable Long cacheCreationInputTokens() {
		return this.fields.cacheCreationInputTokens();
	}

	/**
	 * Return {@code cache_read_input_tokens}, the tokens read from the prompt cache.
	 * @return the number of tokens, {@code null} if the gateway omits it
	 */
	public @Nullable Long cacheReadInputTokens() {
		return this.fields.cacheReadInputTokens();
	}

	/**
	 * Return {@code cache_creation}, the tokens written to the prompt cache, by their
	 * time to live.
	 * @return the numbers of tokens, {@code null} if the gateway omits it
	 */
	public @Nullable CacheCreation cacheCreation() {
		return this.fields.cacheCreation();
	}

	/**
	 * Return {@code output_tokens_details}, what the output tokens were used for.
	 * @return the details, {@code null} if the gateway omits it
	 */
	public @Nullable OutputTokensDetails outputTokensDetails() {
		return this.fields.outputTokensDetails();
	}

	/**
	 * Return {@code server_tool_use}, how often the gateway used its own tools.
	 * @return the numbers of uses, {@code null} if the gateway omits it
	 */
	public @Nullable ServerToolUsage serverToolUse() {
		return this.fields.serverToolUse();
	}

	/**
	 * Return {@code service_tier}, the capacity that was used.
	 * @return the tier, {@code null} if the gateway omits it
	 */
	public @Nullable ServiceTier serviceTier() {
		return this.fields.serviceTier();
	}

	/**
	 * Return {@code inference_geo}, the region that was used.
	 * @return the region, {@code null} if the gateway omits it
	 */
	public @Nullable String inferenceGeo() {
		return this.fields.inferenceGeo();
	}

	/**
	 * Return the fields that this version does not know, by JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	/**
	 * Return all tokens of the request: {@code input_tokens} and those read from and
	 * written to the prompt cache. Absent counters count as zero.
	 * @return the number of tokens
	 */
	public long totalInputTokens() {
		return this.fields.totalInputTokens();
	}

	/**
	 * Return this usage updated with a later report of the same response. Counters are
	 * totals: one that is present and not null replaces the earlier one, and nothing is
	 * ever added. A zero does not replace a positive counter, because some gateways
	 * report zero for values that they do not repeat.
	 * @param later the later report
	 * @return the new usage
	 */
	public Usage updatedWith(Usage later) {
		return new Usage(this.fields.updatedWith(later.fields));
	}

	/**
	 * Return the sum of this usage and that of another response. Counters are added,
	 * including unknown ones. One that is absent in both stays absent, and one that is
	 * absent in one of them counts as zero there. Values that are not numbers, such as
	 * the service tier, are kept unless the two differ.
	 * @param other the usage of the other response
	 * @return the sum
	 */
	public Usage plus(Usage other) {
		return new Usage(this.fields.plus(other.fields));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Usage usage && this.fields.equals(usage.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return this.fields.toString().replace("UsageFields", "Usage");
	}

	/**
	 * Builds a {@link Usage}.
	 */
	public static final class Builder {

		private @Nullable Long inputTokens;

		private @Nullable Long outputTokens;

		private @Nullable Long cacheCreationInputTokens;

		private @Nullable Long cacheReadInputTokens;

		private @Nullable CacheCreation cacheCreation;

		private @Nullable OutputTokensDetails outputTokensDetails;

		private @Nullable ServerToolUsage serverToolUse;

		private @Nullable ServiceTier serviceTier;

		private @Nullable String inferenceGeo;

		private Map<String, JsonNode> additionalProperties;

		private Builder(UsageFields fields) {
			this.inputTokens = fields.inputTokens();
			this.outputTokens = fields.outputTokens();
			this.cacheCreationInputTokens = fields.cacheCreationInputTokens();
			this.cacheReadInputTokens = fields.cacheReadInputTokens();
			this.cacheCreation = fields.cacheCreation();
			this.outputTokensDetails = fields.outputTokensDetails();
			this.serverToolUse = fields.serverToolUse();
			this.serviceTier = fields.serviceTier();
			this.inferenceGeo = fields.inferenceGeo();
			this.additionalProperties = fields.additionalProperties();
		}

		/**
		 * Set {@code input_tokens}, the tokens of the request that were neither read from
		 * the prompt cache nor written to it.
		 * @param inputTokens the number of tokens, {@code null} to omit it
		 * @return this builder
		 */
		public Builder inputTokens(@Nullable Long inputTokens) {
			this.inputTokens = inputTokens;
			return this;
		}

		/**
		 * Set {@code output_tokens}, the tokens of the response, including thinking.
		 * @param outputTokens the number of tokens, {@code null} to omit it
		 * @return this builder
		 */
		public Builder outputTokens(@Nullable Long outputTokens) {
			this.outputTokens = outputTokens;
			return this;
		}

		/**
		 * Set {@code cache_creation_input_tokens}, the tokens written to the prompt
		 * cache.
		 * @param cacheCreationInputTokens the number of tokens, {@code null} to omit it
		 * @return this builder
		 */
		public Builder cacheCreationInputTokens(@Nullable Long cacheCreationInputTokens) {
			this.cacheCreationInputTokens = cacheCreationInputTokens;
			return this;
		}

		/**
		 * Set {@code cache_read_input_tokens}, the tokens read from the prompt cache.
		 * @param cacheReadInputTokens the number of tokens, {@code null} to omit it
		 * @return this builder
		 */
		public Builder cacheReadInputTokens(@Nullable Long cacheReadInputTokens) {
			this.cacheReadInputTokens = cacheReadInputTokens;
			return this;
		}

		/**
		 * Set {@code cache_creation}, the tokens written to the prompt cache, by their
		 * time to live.
		 * @param cacheCreation the numbers of tokens, {@code null} to omit them
		 * @return this builder
		 */
		public Builder cacheCreation(@Nullable CacheCreation cacheCreation) {
			this.cacheCreation = cacheCreation;
			return this;
		}

		/**
		 * Set {@code output_tokens_details}, what the output tokens were used for.
		 * @param outputTokensDetails the details, {@code null} to omit them
		 * @return this builder
		 */
		public Builder outputTokensDetails(@Nullable OutputTokensDetails outputTokensDetails) {
			this.outputTokensDetails = outputTokensDetails;
			return this;
		}

		/**
		 * Set {@code server_tool_use}, how often the gateway used its own tools.
		 * @param serverToolUse the numbers of uses, {@code null} to omit them
		 * @return this builder
		 */
		public Builder serverToolUse(@Nullable ServerToolUsage serverToolUse) {
			this.serverToolUse = serverToolUse;
			return this;
		}

		/**
		 * Set {@code service_tier}, the capacity that was used.
		 * @param serviceTier the tier, {@code null} to omit it
		 * @return this builder
		 */
		public Builder serviceTier(@Nullable ServiceTier serviceTier) {
			this.serviceTier = serviceTier;
			return this;
		}

		/**
		 * Set {@code inference_geo}, the region that was used.
		 * @param inferenceGeo the region, {@code null} to omit it
		 * @return this builder
		 */
		public Builder inferenceGeo(@Nullable String inferenceGeo) {
			this.inferenceGeo = inferenceGeo;
			return this;
		}

		/**
		 * Set the fields that this version does not know, by JSON name.
		 * @param additionalProperties the fields, by JSON name
		 * @return this builder
		 */
		public Builder additionalProperties(Map<String, JsonNode> additionalProperties) {
			this.additionalProperties = AdditionalProperties.copyOf(additionalProperties);
			return this;
		}

		/**
		 * Create the usage.
		 * @return the usage
		 */
		public Usage build() {
			return new Usage(new UsageFields(this.inputTokens, this.outputTokens, this.cacheCreationInputTokens,
					this.cacheReadInputTokens, this.cacheCreation, this.outputTokensDetails, this.serverToolUse,
					this.serviceTier, this.inferenceGeo, this.additionalProperties));
		}

	}

}
