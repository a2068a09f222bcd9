package ai.apixo.messages;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * The fields of a {@link Usage}, and how two of them are merged.
 */
record UsageFields(@Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long cacheCreationInputTokens,
		@Nullable Long cacheReadInputTokens, @Nullable CacheCreation cacheCreation,
		@Nullable OutputTokensDetails outputTokensDetails, @Nullable ServerToolUsage serverToolUse,
		@Nullable ServiceTier serviceTier, @Nullable String inferenceGeo, Map<String, JsonNode> additionalProperties) {

	/**
	 * How many zeros may be written to add two numbers: {@code 1e999999999} and 1 have a
	 * sum of a gigabyte.
	 */
	private static final int MAX_SHIFT = 1000;

	UsageFields {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	long totalInputTokens() {
		return sum(sum(orZero(this.inputTokens), orZero(this.cacheCreationInputTokens)),
				orZero(this.cacheReadInputTokens));
	}

	UsageFields updatedWith(UsageFields later) {
		Map<String, JsonNode> updated = new LinkedHashMap<>(this.additionalProperties);
		later.update(updated);
		return updatedWith(later, AdditionalProperties.copyOf(updated));
	}

	UsageFields updatedWith(UsageFields later, Map<String, JsonNode> additionalProperties) {
		return new UsageFields(count(later.inputTokens, this.inputTokens), count(later.outputTokens, this.outputTokens),
				count(later.cacheCreationInputTokens, this.cacheCreationInputTokens),
				count(later.cacheReadInputTokens, this.cacheReadInputTokens),
				count(later.cacheCreation, this.cacheCreation),
				count(later.outputTokensDetails, this.outputTokensDetails),
				count(later.serverToolUse, this.serverToolUse), later(later.serviceTier, this.serviceTier),
				later(later.inferenceGeo, this.inferenceGeo), additionalProperties);
	}

	UsageFields with(Map<String, JsonNode> additionalProperties) {
		return new UsageFields(this.inputTokens, this.outputTokens, this.cacheCreationInputTokens,
				this.cacheReadInputTokens, this.cacheCreation, this.outputTokensDetails, this.serverToolUse,
				this.serviceTier, this.inferenceGeo, AdditionalProperties.copyOf(additionalProperties));
	}

	/**
	 * Change the unknown fields of earlier reports as this one says.
	 */
	void update(Map<String, JsonNode> earlier) {
		replace(earlier, "input_tokens", this.inputTokens);
		replace(earlier, "output_tokens", this.outputTokens);
		replace(earlier, "cache_creation_input_tokens", this.cacheCreationInputTokens);
		replace(earlier, "cache_read_input_tokens", this.cacheReadInputTokens);
		replace(earlier, "cache_creation", this.cacheCreation);
		replace(earlier, "output_tokens_details", this.outputTokensDetails);
		replace(earlier, "server_tool_use", this.serverToolUse);
		replace(earlier, "service_tier", this.serviceTier);
		replace(earlier, "inference_geo", this.inferenceGeo);
		this.additionalProperties.forEach((name, value) -> {
			if (!value.isNull() && !wipes(value, earlier.get(name))) {
				earlier.put(name, value);
			}
		});
	}

	private static void replace(Map<String, JsonNode> earlier, String name, @Nullable Object component) {
		if (component != null) {
			earlier.remove(name);
		}
	}

	private static boolean wipes(JsonNode later, @Nullable JsonNode earlier) {
		return later.isNumber() && earlier != null && earlier.isNumber() && later.decimalValue().signum() == 0
				&& earlier.decimalValue().signum() > 0;
	}

	/**
	 * Return the later count, unless it is a zero that some gateways send instead of
	 * nothing.
	 */
	private static @Nullable Long count(@Nullable Long later, @Nullable Long earlier) {
		boolean wipes = later != null && earlier != null && later == 0 && earlier > 0;
		return (later == null || wipes) ? earlier : later;
	}

	private static @Nullable CacheCreation count(@Nullable CacheCreation later, @Nullable CacheCreation earlier) {
		if (later == null || earlier == null) {
			return later(later, earlier);
		}
		return new CacheCreation(kept(later.ephemeral5mInputTokens(), earlier.ephemeral5mInputTokens()),
				kept(later.ephemeral1hInputTokens(), earlier.ephemeral1hInputTokens()), later.additionalProperties());
	}

	private static @Nullable OutputTokensDetails count(@Nullable OutputTokensDetails later,
			@Nullable OutputTokensDetails earlier) {
		if (later == null || earlier == null) {
			return later(later, earlier);
		}
		return new OutputTokensDetails(kept(later.thinkingTokens(), earlier.thinkingTokens()),
				later.additionalProperties());
	}

	private static @Nullable ServerToolUsage count(@Nullable ServerToolUsage later, @Nullable ServerToolUsage earlier) {
		if (later == null || earlier == null) {
			return later(later, earlier);
		}
		return new ServerToolUsage(kept(later.webSearchRequests(), earlier.webSearchRequests()),
				kept(later.webFetchRequests(), earlier.webFetchRequests()), later.additionalProperties());
	}

	/**
	 * Return the count of an object that replaces another one as a whole.
	 */
	private static @Nullable Long kept(@Nullable Long later, @Nullable Long earlier) {
		return (later != null) ? count(later, earlier) : null;
	}

	private static <T> @Nullable T later(@Nullable T later, @Nullable T earlier) {
		return (later != null) ? later : earlier;
	}

	private static long orZero(@Nullable Long counter) {
		return (counter != null) ? counter : 0;
	}

	UsageFields plus(UsageFields other) {
		return new UsageFields(sum(this.inputTokens, other.inputTokens), sum(this.outputTokens, other.outputTokens),
				sum(this.cacheCreationInputTokens, other.cacheCreationInputTokens),
				sum(this.cacheReadInputTokens, other.cacheReadInputTokens),
				sum(this.cacheCreation, other.cacheCreation), sum(this.outputTokensDetails, other.outputTokensDetails),
				sum(this.serverToolUse, other.serverToolUse), same(this.serviceTier, other.serviceTier),
				same(this.inferenceGeo, other.inferenceGeo),
				sum(this.additionalProperties, other.additionalProperties));
	}

	private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
		return (one == null && other == null) ? null : Long.valueOf(sum(orZero(one), orZero(other)));
	}

	/**
	 * Add two counters. A sum that no {@code long} holds is as large as one can be.
	 */
	private static long sum(long one, long other) {
		long sum = one + other;
		boolean overflows = ((one ^ sum) & (other ^ sum)) < 0;
		return overflows ? ((one < 0) ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
	}

	private static @Nullable CacheCreation sum(@Nullable CacheCreation one, @Nullable CacheCreation other) {
		if (one == null || other == null) {
			return later(one, other);
		}
		return new CacheCreation(sum(one.ephemeral5mInputTokens(), other.ephemeral5mInputTokens()),
				sum(one.ephemeral1hInputTokens(), other.ephemeral1hInputTokens()),
				sum(one.additionalProperties(), other.additionalProperties()));
	}

	private static @Nullable OutputTokensDetails sum(@Nullable OutputTokensDetails one,
			@Nullable OutputTokensDetails other) {
		if (one == null || other == null) {
			return later(one, other);
		}
		return new OutputTokensDetails(sum(one.thinkingTokens(), other.thinkingTokens()),
				sum(one.additionalProperties(), other.additionalProperties()));
	}

	private static @Nullable ServerToolUsage sum(@Nullable ServerToolUsage one, @Nullable ServerToolUsage other) {
		if (one == null || other == null) {
			return later(one, other);
		}
		return new ServerToolUsage(sum(one.webSearchRequests(), other.webSearchRequests()),
				sum(one.webFetchRequests(), other.webFetchRequests()),
				sum(one.additionalProperties(), other.additionalProperties()));
	}

	private static Map<String, JsonNode> sum(Map<String, JsonNode> one, Map<String, JsonNode> other) {
		Map<String, JsonNode> sum = new LinkedHashMap<>(one);
		other.forEach((name, value) -> sum.merge(name, value, UsageFields::sum));
		return AdditionalProperties.copyOf(sum);
	}

	// A map drops a name for which there is nothing.
	private static @Nullable JsonNode sum(JsonNode one, JsonNode other) {
		if (!one.isNumber() || !other.isNumber()) {
			return same(one, other);
		}
		BigDecimal first = one.decimalValue();
		BigDecimal second = other.decimalValue();
		if (Math.abs((long) first.scale() - second.scale()) > MAX_SHIFT) {
			return (first.abs().compareTo(second.abs()) > 0) ? one : other;
		}
		BigDecimal sum = first.add(second);
		return ExactJson.valueOf((sum.scale() == 0) ? sum.toBigInteger() : sum);
	}

	private static <T> @Nullable T same(@Nullable T one, @Nullable T other) {
		return (one == null || other == null || Objects.equals(one, other)) ? later(one, other) : null;
	}

}
