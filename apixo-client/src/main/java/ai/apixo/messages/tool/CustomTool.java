package ai.apixo.messages.tool;

import java.util.ArrayList;
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
 * "input_schema": {...}}</code>. Constructed by {@link Tool#of} or its builder.
 * <p>
 * A flag that the JSON explicitly sets to {@code false} is kept under its JSON name in
 * {@link #additionalProperties()}, which distinguishes it from an absent one.
 *
 * @since 0.1.0
 */
public final class CustomTool implements Tool {

	private final CustomToolFields fields;

	private CustomTool(CustomToolFields fields) {
		this.fields = fields;
	}

	/**
	 * Return a builder.
	 * @param name the name with which the model calls it
	 * @param inputSchema the JSON schema of its arguments
	 * @return the builder
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static Builder builder(String name, JsonNode inputSchema) {
		return new Builder(name, inputSchema);
	}

	/**
	 * Return a builder with the values of this tool.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code name}, with which the model calls the tool.
	 * @return the name
	 */
	public String name() {
		return this.fields.name();
	}

	/**
	 * Return {@code input_schema}, the JSON schema of the arguments.
	 * @return a copy of the schema
	 */
	public JsonNode inputSchema() {
		return ExactJson.copyOf(this.fields.inputSchema());
	}

	/**
	 * Return {@code type}, which marks a tool of the application.
	 * @return {@code custom} or {@code null}
	 */
	public @Nullable String type() {
		return this.fields.type();
	}

	/**
	 * Return {@code description}, what the tool does and when to use it, for the model to
	 * read.
	 * @return the description, {@code null} if there is none
	 */
	public @Nullable String description() {
		return this.fields.description();
	}

	/**
	 * Return {@code strict}, whether the arguments always match the schema.
	 * @return whether they do; {@code false} if absent
	 */
	public boolean strict() {
		return this.fields.strict();
	}

	/**
	 * Return {@code eager_input_streaming}, whether arguments are streamed unchecked as
	 * they are generated, in which case they may not be JSON.
	 * @return whether they are; {@code false} if absent
	 */
	public boolean eagerInputStreaming() {
		return this.fields.eagerInputStreaming();
	}

	/**
	 * Return {@code defer_loading}, whether the tool is not loaded until a tool search
	 * finds it.
	 * @return whether it is; {@code false} if absent
	 */
	public boolean deferLoading() {
		return this.fields.deferLoading();
	}

	/**
	 * Return {@code input_examples}, JSON objects that match the schema.
	 * @return copies of the examples, empty if there are none
	 */
	public List<JsonNode> inputExamples() {
		return this.fields.inputExamples().stream().map(ExactJson::copyOf).toList();
	}

	/**
	 * Return {@code allowed_callers}, who may call the tool, such as {@code direct}.
	 * @return the callers, empty if there are none
	 */
	public List<String> allowedCallers() {
		return this.fields.allowedCallers();
	}

	/**
	 * Return {@code cache_control}, a prompt cache breakpoint.
	 * @return the breakpoint, {@code null} if there is none
	 */
	public @Nullable CacheControl cacheControl() {
		return this.fields.cacheControl();
	}

	/**
	 * Return the fields that this version does not know, by JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CustomTool tool && this.fields.equals(tool.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return "CustomTool[name=" + name() + "]";
	}

	/**
	 * Builds a {@link CustomTool}.
	 */
	public static final class Builder {

		private final List<JsonNode> inputExamples = new ArrayList<>();

		private final List<String> allowedCallers = new ArrayList<>();

		private final String name;

		private final JsonNode inputSchema;

		private @Nullable String type;

		private @Nullable String description;

		private boolean strict;

		private boolean eagerInputStreaming;

		private boolean deferLoading;

		private @Nullable CacheControl cacheControl;

		private Map<String, JsonNode> additionalProperties = Map.of();

		private Builder(String name, JsonNode inputSchema) {
			Objects.requireNonNull(name, "'name' must not be null");
			Objects.requireNonNull(inputSchema, "'inputSchema' must not be null");
			if (name.isBlank()) {
				throw new IllegalArgumentException("'name' must not be blank: it is what the model calls");
			}
			this.name = name;
			this.inputSchema = ExactJson.copyOf(inputSchema);
		}

		private Builder(CustomToolFields fields) {
			this.name = fields.name();
			this.inputSchema = fields.inputSchema();
			this.type = fields.type();
			this.description = fields.description();
			this.strict = fields.strict();
			this.eagerInputStreaming = fields.eagerInputStreaming();
			this.deferLoading = fields.deferLoading();
			this.inputExamples.addAll(fields.inputExamples());
			this.allowedCallers.addAll(fields.allowedCallers());
			this.cacheControl = fields.cacheControl();
			this.additionalProperties = fields.additionalProperties();
		}

		/**
		 * Set {@code type}, which marks a tool of the application.
		 * @param type {@code custom}, or {@code null} to omit it, which means the same
		 * @return this builder
		 */
		public Builder type(@Nullable String type) {
			this.type = type;
			return this;
		}

		/**
		 * Set {@code description}, what the tool does and when to use it, for the model
		 * to read.
		 * @param description the description, {@code null} to omit it
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		/**
		 * Set {@code strict}, whether the arguments always match the schema.
		 * @param strict {@code true} or {@code false}, which are sent as such; {@code
		 * null} to omit it
		 * @return this builder
		 */
		public Builder strict(@Nullable Boolean strict) {
			this.strict = Boolean.TRUE.equals(strict);
			return explicitFalse("strict", strict);
		}

		/**
		 * Set {@code eager_input_streaming}, whether arguments are streamed unchecked as
		 * they are generated, in which case they may not be JSON.
		 * @param eagerInputStreaming {@code true} or {@code false}, which are sent as
		 * such; {@code null} to omit it
		 * @return this builder
		 */
		public Builder eagerInputStreaming(@Nullable Boolean eagerInputStreaming) {
			this.eagerInputStreaming = Boolean.TRUE.equals(eagerInputStreaming);
			return explicitFalse("eager_input_streaming", eagerInputStreaming);
		}

		/**
		 * Set {@code defer_loading}, whether the tool is not loaded until a tool search
		 * finds it.
		 * @param deferLoading {@code true} or {@code false}, which are sent as such;
		 * {@code null} to omit it
		 * @return this builder
		 */
		public Builder deferLoading(@Nullable Boolean deferLoading) {
			this.deferLoading = Boolean.TRUE.equals(deferLoading);
			return explicitFalse("defer_loading", deferLoading);
		}

		private Builder explicitFalse(String field, @Nullable Boolean value) {
			this.additionalProperties = Boolean.FALSE.equals(value)
					? AdditionalProperties.with(this.additionalProperties, field, false)
					: AdditionalProperties.without(this.additionalProperties, field);
			return this;
		}

		/**
		 * Replace {@code input_examples}, JSON objects that match the schema.
		 * @param inputExamples the examples; none to omit them
		 * @return this builder
		 */
		public Builder inputExamples(List<? extends JsonNode> inputExamples) {
			this.inputExamples.clear();
			inputExamples.forEach((example) -> this.inputExamples.add(ExactJson.copyOf(example)));
			return this;
		}

		/**
		 * Replace {@code allowed_callers}, who may call the tool.
		 * @param allowedCallers the callers, such as {@code direct}; none to omit them
		 * @return this builder
		 */
		public Builder allowedCallers(String... allowedCallers) {
			return allowedCallers(List.of(allowedCallers));
		}

		/**
		 * Replace {@code allowed_callers}, who may call the tool.
		 * @param allowedCallers the callers, such as {@code direct}; none to omit them
		 * @return this builder
		 */
		public Builder allowedCallers(List<String> allowedCallers) {
			List<String> callers = List.copyOf(allowedCallers);
			this.allowedCallers.clear();
			this.allowedCallers.addAll(callers);
			return this;
		}

		/**
		 * Set {@code cache_control}, a prompt cache breakpoint.
		 * @param cacheControl the breakpoint, {@code null} to omit it
		 * @return this builder
		 */
		public Builder cacheControl(@Nullable CacheControl cacheControl) {
			this.cacheControl = cacheControl;
			return this;
		}

		/**
		 * Add or replace a field that this version does not know, such as one of a beta.
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
		 * Create the tool.
		 * @return the tool
		 */
		public CustomTool build() {
			return new CustomTool(new CustomToolFields(this.name, this.inputSchema, this.type, this.description,
					this.strict, this.eagerInputStreaming, this.deferLoading, this.inputExamples, this.allowedCallers,
					this.cacheControl, this.additionalProperties));
		}

	}

}
