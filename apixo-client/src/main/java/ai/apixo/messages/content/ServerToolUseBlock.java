package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The model calls a tool that the gateway runs itself, such as {@code web_search},
 * <code>{"type": "server_tool_use", "id": "srvtoolu_...", "name": ..., "input": {...}}
 * </code>. Its result follows in the same answer as a {@link ServerToolResultBlock}.
 *
 * @param id {@code id}
 * @param name {@code name} of the tool
 * @param input {@code input}, its arguments in the order of the wire; must not be changed
 * @param caller {@code caller}, who asked
 * @param cacheControl {@code cache_control}, sent only
 * @param unparsedInput the arguments as raw text when they are not JSON, because the
 * answer was cut in the middle of them or has not got further yet; {@code input} is then
 * what the block started with. No field of the wire.
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ServerToolUseBlock(String id, String name, JsonNode input, @Nullable Caller caller,
		@Nullable CacheControl cacheControl, @Nullable String unparsedInput,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	public ServerToolUseBlock {
		Objects.requireNonNull(id, "'id' must not be null");
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(input, "'input' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	public ServerToolUseBlock(String id, String name, JsonNode input, @Nullable Caller caller,
			@Nullable CacheControl cacheControl) {
		this(id, name, input, caller, cacheControl, null, Map.of());
	}

	public ServerToolUseBlock(String id, String name, JsonNode input) {
		this(id, name, input, null, null);
	}

	/**
	 * Return this call with other arguments.
	 * @param input the arguments
	 * @param unparsedInput the raw text when it is not JSON
	 * @return the new block
	 */
	public ServerToolUseBlock withInput(JsonNode input, @Nullable String unparsedInput) {
		return new ServerToolUseBlock(this.id, this.name, input, this.caller, this.cacheControl, unparsedInput,
				this.additionalProperties);
	}

	@Override
	public String toString() {
		return "ServerToolUseBlock[id=" + this.id + ", name=" + this.name + ", parsed=" + (this.unparsedInput == null)
				+ "]";
	}

}
