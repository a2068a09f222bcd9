package ai.apixo.messages.tool;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * A tool that the application runs, <code>{"name": ..., "description": ...,
 * "input_schema": {...}}</code>.
 *
 * @param name {@code name}, by which the model calls it
 * @param description {@code description}, for the model to read
 * @param inputSchema {@code input_schema}, the JSON schema of its arguments; must not be
 * changed
 * @param type {@code type}, {@code custom} or absent
 * @param strict {@code strict}, whether the arguments always fit the schema
 * @param eagerInputStreaming {@code eager_input_streaming}, whether arguments are
 * streamed as they are generated, unchecked: they may be no JSON
 * @param deferLoading {@code defer_loading}, whether the tool is kept back until a search
 * for tools finds it
 * @param inputExamples {@code input_examples}, JSON objects that fit the schema
 * @param allowedCallers {@code allowed_callers}, such as {@code direct}
 * @param cacheControl {@code cache_control}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CustomTool(String name, @Nullable String description, JsonNode inputSchema, @Nullable String type,
		@Nullable Boolean strict, @Nullable Boolean eagerInputStreaming, @Nullable Boolean deferLoading,
		List<JsonNode> inputExamples, List<String> allowedCallers, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements Tool {

	public CustomTool {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(inputSchema, "'inputSchema' must not be null");
		inputExamples = List.copyOf(inputExamples);
		allowedCallers = List.copyOf(allowedCallers);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Start a tool.
	 * @param name the name, by which the model calls it
	 * @param inputSchema the JSON schema of its arguments
	 * @return the builder
	 */
	public static Builder builder(String name, JsonNode inputSchema) {
		return new Builder(name, inputSchema);
	}

	/**
	 * Start a tool from this one.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	@Override
	public String toString() {
		return "CustomTool[name=" + this.name + "]";
	}

	/**
	 * Builds a {@link CustomTool}. See its components for what each option means.
	 */
	public static final class Builder {

		private final String name;

		private final JsonNode inputSchema;

		private final @Nullable String type;

		private @Nullable String description;

		private @Nullable Boolean strict;

		private @Nullable Boolean eagerInputStreaming;

		private @Nullable Boolean deferLoading;

		private List<JsonNode> inputExamples = List.of();

		private List<String> allowedCallers = List.of();

		private @Nullable CacheControl cacheControl;

		private Map<String, JsonNode> additionalProperties = Map.of();

		Builder(String name, JsonNode inputSchema) {
			this.name = name;
			this.inputSchema = inputSchema;
			this.type = null;
		}

		Builder(CustomTool tool) {
			this.name = tool.name();
			this.inputSchema = tool.inputSchema();
			this.type = tool.type();
			this.description = tool.description();
			this.strict = tool.strict();
			this.eagerInputStreaming = tool.eagerInputStreaming();
			this.deferLoading = tool.deferLoading();
			this.inputExamples = tool.inputExamples();
			this.allowedCallers = tool.allowedCallers();
			this.cacheControl = tool.cacheControl();
			this.additionalProperties = tool.additionalProperties();
		}

		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		public Builder strict(@Nullable Boolean strict) {
			this.strict = strict;
			return this;
		}

		public Builder eagerInputStreaming(@Nullable Boolean eagerInputStreaming) {
			this.eagerInputStreaming = eagerInputStreaming;
			return this;
		}

		public Builder deferLoading(@Nullable Boolean deferLoading) {
			this.deferLoading = deferLoading;
			return this;
		}

		public Builder inputExamples(List<JsonNode> inputExamples) {
			this.inputExamples = inputExamples;
			return this;
		}

		public Builder allowedCallers(String... allowedCallers) {
			this.allowedCallers = List.of(allowedCallers);
			return this;
		}

		public Builder cacheControl(@Nullable CacheControl cacheControl) {
			this.cacheControl = cacheControl;
			return this;
		}

		/**
		 * Set a field that this version does not know.
		 * @param field the wire name of the field
		 * @param value a plain value, see {@link ExactJson#valueOf(Object)}
		 * @return this builder
		 */
		public Builder additionalProperty(String field, @Nullable Object value) {
			this.additionalProperties = AdditionalProperties.with(this.additionalProperties, field, value);
			return this;
		}

		public CustomTool build() {
			return new CustomTool(this.name, this.description, this.inputSchema, this.type, this.strict,
					this.eagerInputStreaming, this.deferLoading, this.inputExamples, this.allowedCallers,
					this.cacheControl, this.additionalProperties);
		}

	}

}
