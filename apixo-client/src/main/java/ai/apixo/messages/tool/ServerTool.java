package ai.apixo.messages.tool;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * A tool that the gateway defines, and usually runs itself, such as web search or code
 * execution. The list grows often, so fields that are specific to one tool are set as
 * additional properties. <pre>
 * ServerTool.of("web_search_20250305", "web_search").withAdditionalProperty("max_uses", 5)
 * </pre>
 * <p>
 * Constructed by {@link #of(String, String)}.
 *
 * @param type {@code type} with its date, such as {@code web_search_20250305}
 * @param name {@code name}; toolsets have none
 * @param cacheControl {@code cache_control}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ServerTool(String type, @Nullable String name, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements Tool {

	/**
	 * Create a server tool with additional properties.
	 * @param type {@code type} with its date, such as {@code web_search_20250305}
	 * @param name {@code name}; toolsets have none
	 * @param cacheControl {@code cache_control}
	 * @param additionalProperties fields that this version does not know
	 */
	public ServerTool {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a server tool without additional properties.
	 * @param type {@code type} with its date, such as {@code web_search_20250305}
	 * @param name {@code name}; toolsets have none
	 * @param cacheControl {@code cache_control}
	 */
	public ServerTool(String type, @Nullable String name, @Nullable CacheControl cacheControl) {
		this(type, name, cacheControl, Map.of());
	}

	/**
	 * Return a tool of the gateway.
	 * @param type the type with its date
	 * @param name the name that belongs to the type
	 * @return the tool
	 */
	public static ServerTool of(String type, String name) {
		return new ServerTool(type, name, null);
	}

	/**
	 * Return this tool with one more field.
	 * @param field the JSON name of the field
	 * @param value a plain value, see {@link ExactJson#valueOf(Object)}
	 * @return the new tool
	 */
	public ServerTool withAdditionalProperty(String field, @Nullable Object value) {
		return new ServerTool(this.type, this.name, this.cacheControl,
				AdditionalProperties.with(this.additionalProperties, field, value));
	}

	/**
	 * Return this tool with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new tool
	 */
	public ServerTool withCacheControl(CacheControl cacheControl) {
		return new ServerTool(this.type, this.name, cacheControl, this.additionalProperties);
	}

}
