package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.CacheCreation;
import ai.apixo.messages.OutputTokensDetails;
import ai.apixo.messages.ServerToolUsage;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.Usage;

/**
 * Reads a {@code usage} of known counters.
 */
final class PlainUsage extends PlainObject {

	private static final FieldNames NAMES = new FieldNames("input_tokens", "cache_creation_input_tokens",
			"cache_read_input_tokens", "cache_creation", "output_tokens", "service_tier", "inference_geo",
			"server_tool_use", "output_tokens_details");

	private final JsonStringReader strings;

	private final Usage.Builder usage = Usage.builder();

	private PlainUsage(JsonStringReader strings) {
		super(NAMES);
		this.strings = strings;
	}

	/**
	 * Read a usage.
	 * @param json the cursor before it
	 * @param strings the reader of strings
	 * @return the usage, or {@code null} if it is not so spelled
	 */
	static @Nullable Usage read(JsonCursor json, JsonStringReader strings) {
		PlainUsage fields = new PlainUsage(strings);
		return fields.read(json) ? fields.usage.additionalProperties(fields.nulls()).build() : null;
	}

	@Override
	boolean read(String name, JsonCursor json) {
		switch (name) {
			case "cache_creation" -> {
				return readCacheCreation(json);
			}
			case "service_tier" -> {
				String tier = json.string(this.strings);
				this.usage.serviceTier((tier != null && !tier.isEmpty()) ? new ServiceTier(tier) : null);
				return tier != null && !tier.isEmpty();
			}
			case "server_tool_use" -> {
				return readServerToolUsage(json);
			}
			case "output_tokens_details" -> {
				return readOutputTokensDetails(json);
			}
			case "inference_geo" -> {
				String geo = json.string(this.strings);
				this.usage.inferenceGeo(geo);
				return geo != null;
			}
			default -> {
				return readCounter(name, json);
			}
		}
	}

	private boolean readCounter(String name, JsonCursor json) {
		int count = json.smallInteger();
		if (count < 0) {
			return false;
		}
		long tokens = count;
		switch (name) {
			case "input_tokens" -> this.usage.inputTokens(tokens);
			case "cache_creation_input_tokens" -> this.usage.cacheCreationInputTokens(tokens);
			case "cache_read_input_tokens" -> this.usage.cacheReadInputTokens(tokens);
			default -> this.usage.outputTokens(tokens);
		}
		return true;
	}

	private boolean readCacheCreation(JsonCursor json) {
		Counters counters = new Counters(Counters.CACHE_CREATION);
		if (!counters.read(json)) {
			return false;
		}
		this.usage.cacheCreation(new CacheCreation(counters.first, counters.second, counters.nulls()));
		return true;
	}

	private boolean readServerToolUsage(JsonCursor json) {
		Counters counters = new Counters(Counters.SERVER_TOOL_USE);
		if (!counters.read(json)) {
			return false;
		}
		this.usage.serverToolUse(new ServerToolUsage(counters.first, counters.second, counters.nulls()));
		return true;
	}

	private boolean readOutputTokensDetails(JsonCursor json) {
		Counters counters = new Counters(Counters.OUTPUT_TOKENS_DETAILS);
		if (!counters.read(json)) {
			return false;
		}
		this.usage.outputTokensDetails(new OutputTokensDetails(counters.first, counters.nulls()));
		return true;
	}

	/**
	 * An object of one or two counters.
	 */
	private static final class Counters extends PlainObject {

		private static final FieldNames CACHE_CREATION = new FieldNames("ephemeral_5m_input_tokens",
				"ephemeral_1h_input_tokens");

		private static final FieldNames SERVER_TOOL_USE = new FieldNames("web_search_requests", "web_fetch_requests");

		private static final FieldNames OUTPUT_TOKENS_DETAILS = new FieldNames("thinking_tokens");

		private @Nullable Long first;

		private @Nullable Long second;

		private Counters(FieldNames names) {
			super(names);
		}

		@Override
		boolean read(String name, JsonCursor json) {
			int count = json.smallInteger();
			if (name.equals(this.names.name(0))) {
				this.first = (long) count;
			}
			else {
				this.second = (long) count;
			}
			return count >= 0;
		}

	}

}
