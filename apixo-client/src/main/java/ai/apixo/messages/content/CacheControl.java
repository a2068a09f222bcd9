package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A breakpoint of the prompt cache, <code>{"type": "ephemeral", "ttl": "5m"}</code>:
 * everything up to the block, tool or message that carries it may be served from the
 * cache. Used in requests only.
 * <p>
 * Constructed by {@link #ephemeral()} or {@link #ephemeral(String)}.
 *
 * @param type {@code type}, so far always {@code ephemeral}
 * @param ttl {@code ttl}, how long the entry lives after its last use, {@code 5m} or
 * {@code 1h}; the gateway uses five minutes if absent
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CacheControl(String type, @Nullable String ttl, Map<String, JsonNode> additionalProperties) {

	/** Five minutes, the default. */
	public static final String TTL_5M = "5m";

	/** One hour. */
	public static final String TTL_1H = "1h";

	/**
	 * Create a cache control with additional properties.
	 * @param type {@code type}, so far always {@code ephemeral}
	 * @param ttl {@code ttl}, how long the entry lives after its last use, {@code 5m} or
	 * {@code 1h}; the gateway uses five minutes if absent
	 * @param additionalProperties fields that this version does not know
	 */
	public CacheControl {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a cache control without additional properties.
	 * @param type {@code type}, so far always {@code ephemeral}
	 * @param ttl {@code ttl}, how long the entry lives after its last use, {@code 5m} or
	 * {@code 1h}; the gateway uses five minutes if absent
	 */
	public CacheControl(String type, @Nullable String ttl) {
		this(type, ttl, Map.of());
	}

	/**
	 * Return a breakpoint with the gateway's default time to live.
	 * @return the breakpoint
	 */
	public static CacheControl ephemeral() {
		return new CacheControl("ephemeral", null);
	}

	/**
	 * Return a breakpoint with a time to live.
	 * @param ttl {@link #TTL_5M}, {@link #TTL_1H} or another value that the gateway
	 * offers
	 * @return the breakpoint
	 */
	public static CacheControl ephemeral(String ttl) {
		return new CacheControl("ephemeral", ttl);
	}

}
