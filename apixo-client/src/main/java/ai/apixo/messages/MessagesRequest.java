package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * The body of a request, and nothing else; what varies besides belongs to the client.
 * <pre>
 * MessagesRequest.builder()
 *     .model(ApixoModels.CLAUDE_SONNET_4_6)
 *     .maxTokens(256)
 *     .system("You are concise.")
 *     .user("Explain RAG in 3 bullets.")
 *     .build();
 * </pre>
 *
 * @param model {@code model}; the client has a default
 * @param maxTokens {@code max_tokens}, the most that the answer may have; zero only warms
 * the prompt cache; the client has a default
 * @param system {@code system}, a string or text blocks
 * @param messages {@code messages}, the conversation so far
 * @param tools {@code tools} that the model may call
 * @param toolChoice {@code tool_choice}
 * @param thinking {@code thinking}
 * @param outputConfig {@code output_config}
 * @param stopSequences {@code stop_sequences}, texts that end the answer
 * @param temperature {@code temperature}; newer models refuse it
 * @param topP {@code top_p}; newer models refuse it
 * @param topK {@code top_k}; newer models refuse it
 * @param metadata {@code metadata}
 * @param serviceTier {@code service_tier}
 * @param inferenceGeo {@code inference_geo}, the region that must be used
 * @param container {@code container} for code execution
 * @param cacheControl {@code cache_control}, a breakpoint of the prompt cache on the last
 * block that can have one
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessagesRequest(@Nullable String model, @Nullable Integer maxTokens, @Nullable Content system,
		List<InputMessage> messages, List<Tool> tools, @Nullable ToolChoice toolChoice, @Nullable Thinking thinking,
		@Nullable OutputConfig outputConfig, List<String> stopSequences, @Nullable Double temperature,
		@Nullable Double topP, @Nullable Integer topK, @Nullable RequestMetadata metadata,
		@Nullable ServiceTier serviceTier, @Nullable String inferenceGeo, @Nullable Container container,
		@Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) {

	public MessagesRequest {
		messages = List.copyOf(messages);
		tools = List.copyOf(tools);
		stopSequences = List.copyOf(stopSequences);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Start a request.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start a request from this one.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	@Override
	public String toString() {
		return "MessagesRequest[model=" + this.model + ", maxTokens=" + this.maxTokens + ", messages="
				+ this.messages.size() + ", tools=" + this.tools.size() + ", system=" + (this.system != null) + "]";
	}

	/**
	 * Builds a {@link MessagesRequest}, see its components for what each field means.
	 * Nothing is checked here: the client checks before it sends.
	 */
	public static final class Builder {

		private final List<InputMessage> messages = new ArrayList<>();

		private final List<Tool> tools = new ArrayList<>();

		private @Nullable String model;

		private @Nullable Integer maxTokens;

		private @Nullable Content system;

		private @Nullable ToolChoice toolChoice;

		private @Nullable Thinking thinking;

		private @Nullable OutputConfig outputConfig;

		private List<String> stopSequences = List.of();

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable Integer topK;

		private @Nullable RequestMetadata metadata;

		private @Nullable ServiceTier serviceTier;

		private @Nullable String inferenceGeo;

		private @Nullable Container container;

		private @Nullable CacheControl cacheControl;

		private Map<String, JsonNode> additionalProperties = Map.of();

		private Builder() {
		}

		private Builder(MessagesRequest request) {
			this.messages.addAll(request.messages);
			this.tools.addAll(request.tools);
			this.model = request.model;
			this.maxTokens = request.maxTokens;
			this.system = request.system;
			this.toolChoice = request.toolChoice;
			this.thinking = request.thinking;
			this.outputConfig = request.outputConfig;
			this.stopSequences = request.stopSequences;
			this.temperature = request.temperature;
			this.topP = request.topP;
			this.topK = request.topK;
			this.metadata = request.metadata;
			this.serviceTier = request.serviceTier;
			this.inferenceGeo = request.inferenceGeo;
			this.container = request.container;
			this.cacheControl = request.cacheControl;
			this.additionalProperties = request.additionalProperties;
		}

		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		public Builder system(@Nullable String text) {
			this.system = (text != null) ? Content.of(text) : null;
			return this;
		}

		public Builder system(TextBlock... blocks) {
			this.system = Content.of(blocks);
			return this;
		}

		public Builder user(String text) {
			return message(InputMessage.user(text));
		}

		public Builder user(ContentBlock... blocks) {
			return message(InputMessage.user(blocks));
		}

		public Builder assistant(String text) {
			return message(InputMessage.assistant(text));
		}

		public Builder assistant(ContentBlock... blocks) {
			return message(InputMessage.assistant(blocks));
		}

		/**
		 * Add a turn to the conversation.
		 * @param message the turn
		 * @return this builder
		 */
		public Builder message(InputMessage message) {
			this.messages.add(message);
			return this;
		}

		/**
		 * Replace the conversation.
		 * @param messages the turns
		 * @return this builder
		 */
		public Builder messages(List<InputMessage> messages) {
			this.messages.clear();
			this.messages.addAll(messages);
			return this;
		}

		/**
		 * Add tools that the model may call.
		 * @param tools the tools
		 * @return this builder
		 */
		public Builder tools(Tool... tools) {
			this.tools.addAll(List.of(tools));
			return this;
		}

		/**
		 * Replace the tools that the model may call.
		 * @param tools the tools
		 * @return this builder
		 */
		public Builder tools(List<Tool> tools) {
			this.tools.clear();
			this.tools.addAll(tools);
			return this;
		}

		public Builder toolChoice(@Nullable ToolChoice toolChoice) {
			this.toolChoice = toolChoice;
			return this;
		}

		public Builder thinking(@Nullable Thinking thinking) {
			this.thinking = thinking;
			return this;
		}

		public Builder outputConfig(@Nullable OutputConfig outputConfig) {
			this.outputConfig = outputConfig;
			return this;
		}

		public Builder stopSequences(String... stopSequences) {
			this.stopSequences = List.of(stopSequences);
			return this;
		}

		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		public Builder topK(@Nullable Integer topK) {
			this.topK = topK;
			return this;
		}

		public Builder metadata(@Nullable RequestMetadata metadata) {
			this.metadata = metadata;
			return this;
		}

		public Builder serviceTier(@Nullable ServiceTier serviceTier) {
			this.serviceTier = serviceTier;
			return this;
		}

		public Builder inferenceGeo(@Nullable String inferenceGeo) {
			this.inferenceGeo = inferenceGeo;
			return this;
		}

		public Builder container(@Nullable Container container) {
			this.container = container;
			return this;
		}

		public Builder cacheControl(@Nullable CacheControl cacheControl) {
			this.cacheControl = cacheControl;
			return this;
		}

		/**
		 * Set a field that this version does not know, such as one of a beta.
		 * @param name the wire name of the field
		 * @param value a plain value, see {@link ExactJson#valueOf(Object)}; {@code null}
		 * is written as null
		 * @return this builder
		 */
		public Builder additionalProperty(String name, @Nullable Object value) {
			this.additionalProperties = AdditionalProperties.with(this.additionalProperties, name, value);
			return this;
		}

		public MessagesRequest build() {
			return new MessagesRequest(this.model, this.maxTokens, this.system, this.messages, this.tools,
					this.toolChoice, this.thinking, this.outputConfig, this.stopSequences, this.temperature, this.topP,
					this.topK, this.metadata, this.serviceTier, this.inferenceGeo, this.container, this.cacheControl,
					this.additionalProperties);
		}

	}

}
