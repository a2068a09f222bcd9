package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * The model calls a tool that the gateway runs itself, such as {@code web_search},
 * <code>{"type": "server_tool_use", "id": "srvtoolu_...", "name": ..., "input": {...}}
 * </code>. Its result follows in the same response as a {@link ServerToolResultBlock}.
 * <p>
 * Created by the model. To build a conversation by hand, use
 * {@link #ServerToolUseBlock(String, String, JsonNode)} and {@link #builder}.
 *
 * @since 0.1.0
 */
public final class ServerToolUseBlock implements ContentBlock {

	private final ServerToolUseFields fields;

	private ServerToolUseBlock(ServerToolUseFields fields) {
		this.fields = fields;
	}

	/**
	 * Create a call.
	 * @param id {@code id}, which the result repeats
	 * @param name {@code name} of the tool
	 * @param input {@code input}, the arguments
	 */
	public ServerToolUseBlock(String id, String name, JsonNode input) {
		this(builder(id, name, input).fields());
	}

	/**
	 * Return a builder.
	 * @param id {@code id}, which the result repeats
	 * @param name {@code name} of the tool
	 * @param input {@code input}, the arguments
	 * @return the builder
	 */
	public static Builder builder(String id, String name, JsonNode input) {
		return new Builder(id, name, input);
	}

	/**
	 * Return a builder with the values of this call.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code id}, which the result repeats.
	 * @return the id
	 */
	public String id() {
		return this.fields.id();
	}

	/**
	 * Return {@code name}, the name of the tool.
	 * @return the name
	 */
	public String name() {
		return this.fields.name();
	}

	/**
	 * Return {@code input}, the arguments in the order in which they were sent.
	 * @return a copy of the arguments
	 */
	public JsonNode input() {
		return ExactJson.copyOf(this.fields.input());
	}

	/**
	 * Return {@code caller}, which says who made the call.
	 * @return the caller, {@code null} if absent
	 */
	public @Nullable Caller caller() {
		return this.fields.caller();
	}

	/**
	 * Return {@code cache_control}, a breakpoint of the prompt cache, used in requests
	 * only.
	 * @return the breakpoint, {@code null} if there is none
	 */
	public @Nullable CacheControl cacheControl() {
		return this.fields.cacheControl();
	}

	/**
	 * Return the arguments as raw text if they are not JSON, because the response was
	 * truncated or is not complete yet; {@link #input()} is then the value that the block
	 * started with.
	 * @return the text, {@code null} if the arguments are JSON; not a field of the wire
	 * format
	 */
	public @Nullable String unparsedInput() {
		return this.fields.unparsedInput();
	}

	/**
	 * Return the fields that this version does not know, by JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	/**
	 * Return this call with other arguments.
	 * @param input the arguments
	 * @param unparsedInput the raw text when it is not JSON
	 * @return the new block
	 */
	public ServerToolUseBlock withInput(JsonNode input, @Nullable String unparsedInput) {
		return toBuilder().input(input).unparsedInput(unparsedInput).build();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ServerToolUseBlock block && this.fields.equals(block.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return "ServerToolUseBlock[id=" + id() + ", name=" + name() + ", parsed=" + (unparsedInput() == null) + "]";
	}

	/**
	 * Builds a {@link ServerToolUseBlock}.
	 */
	public static final class Builder {

		private final String id;

		private final String name;

		private JsonNode input;

		private @Nullable Caller caller;

		private @Nullable CacheControl cacheControl;

		private @Nullable String unparsedInput;

		private Map<String, JsonNode> additionalProperties = Map.of();

		private Builder(String id, String name, JsonNode input) {
			this.id = Objects.requireNonNull(id, "'id' must not be null");
			this.name = Objects.requireNonNull(name, "'name' must not be null");
			this.input = ExactJson.copyOf(input);
		}

		private Builder(ServerToolUseFields fields) {
			this.id = fields.id();
			this.name = fields.name();
			this.input = fields.input();
			this.caller = fields.caller();
			this.cacheControl = fields.cacheControl();
			this.unparsedInput = fields.unparsedInput();
			this.additionalProperties = fields.additionalProperties();
		}

		/**
		 * Set {@code input}, the arguments in the order in which they were sent.
		 * @param input the arguments
		 * @return this builder
		 */
		public Builder input(JsonNode input) {
			this.input = ExactJson.copyOf(input);
			return this;
		}

		/**
		 * Set {@code caller}, which says who made the call.
		 * @param caller the caller, {@code null} to omit it
		 * @return this builder
		 */
		public Builder caller(@Nullable Caller caller) {
			this.caller = caller;
			return this;
		}

		/**
		 * Set {@code cache_control}, a breakpoint of the prompt cache, used in requests
		 * only.
		 * @param cacheControl the breakpoint, {@code null} to omit it
		 * @return this builder
		 */
		public Builder cacheControl(@Nullable CacheControl cacheControl) {
			this.cacheControl = cacheControl;
			return this;
		}

		/**
		 * Set the arguments as raw text if they are not JSON, because the response was
		 * truncated or is not complete yet; {@code input} is then the value that the
		 * block started with.
		 * @param unparsedInput the text, {@code null} if the arguments are JSON; not a
		 * field of the wire format
		 * @return this builder
		 */
		public Builder unparsedInput(@Nullable String unparsedInput) {
			this.unparsedInput = unparsedInput;
			return this;
		}

		/**
		 * Add or replace a field that this version does not know.
		 * @param field the JSON name of the field
		 * @param value a plain value, see {@link ExactJson#valueOf(Object)}; {@code null}
		 * is written as null
		 * @return this builder
		 */
		public Builder additionalProperty(String field, @Nullable Object value) {
			this.additionalProperties = AdditionalProperties.with(this.additionalProperties, field, value);
			return this;
		}

		/**
		 * Replace the fields that this version does not know, by JSON name.
		 * @param additionalProperties the fields, by JSON name
		 * @return this builder
		 */
		public Builder additionalProperties(Map<String, JsonNode> additionalProperties) {
			this.additionalProperties = AdditionalProperties.copyOf(additionalProperties);
			return this;
		}

		/**
		 * Create the call.
		 * @return the call
		 */
		public ServerToolUseBlock build() {
			return new ServerToolUseBlock(fields());
		}

		private ServerToolUseFields fields() {
			return new ServerToolUseFields(this.id, this.name, this.input, this.caller, this.cacheControl,
					this.unparsedInput, this.additionalProperties);
		}

	}

}
