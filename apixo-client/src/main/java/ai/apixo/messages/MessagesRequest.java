package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * The body of a request. Headers, keys and limits belong to the client. Use the builder
 * to create one. <pre>
 * MessagesRequest.builder()
 *     .model(ApixoModels.CLAUDE_SONNET_4_6)
 *     .maxTokens(256)
 *     .system("You are concise.")
 *     .user("Explain RAG in 3 bullets.")
 *     .build();
 * </pre>
 *
 * @since 0.1.0
 */
public final class MessagesRequest {

	private final RequestFields fields;

	private MessagesRequest(RequestFields fields) {
		this.fields = fields;
	}

	/**
	 * Return a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder with the values of this request.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code model}, the requested model.
	 * @return the id of the model, {@code null} to use the default of the client
	 */
	public @Nullable String model() {
		return this.fields.model();
	}

	/**
	 * Return {@code max_tokens}, the maximum number of tokens of the response.
	 * @return the number of tokens, {@code null} to use the default of the client
	 */
	public @Nullable Integer maxTokens() {
		return this.fields.maxTokens();
	}

	/**
	 * Return {@code system}, the instructions that precede the conversation.
	 * @return a string or text blocks, {@code null} if there are none
	 */
	public @Nullable Content system() {
		return this.fields.system();
	}

	/**
	 * Return {@code messages}, the conversation so far.
	 * @return the turns, oldest first
	 */
	public List<InputMessage> messages() {
		return this.fields.messages();
	}

	/**
	 * Return {@code tools}, the tools that the model may call.
	 * @return the tools, empty if there are none
	 */
	public List<Tool> tools() {
		return this.fields.tools();
	}

	/**
	 * Return {@code tool_choice}, whether and which tool the model must call.
	 * @return the choice, {@code null} to let the model decide
	 */
	public @Nullable ToolChoice toolChoice() {
		return this.fields.toolChoice();
	}

	/**
	 * Return {@code thinking}, whether the model thinks before it responds.
	 * @return the configuration, {@code null} for the default of the model
	 */
	public @Nullable Thinking thinking() {
		return this.fields.thinking();
	}

	/**
	 * Return {@code output_config}, the effort and the form of the response.
	 * @return the configuration, {@code null} for the defaults of the model
	 */
	public @Nullable OutputConfig outputConfig() {
		return this.fields.outputConfig();
	}

	/**
	 * Return {@code stop_sequences}, the texts that end the response when the model is
	 * about to write them.
	 * @return the texts, empty if there are none
	 */
	public List<String> stopSequences() {
		return this.fields.stopSequences();
	}

	/**
	 * Return {@code temperature}, how much the response varies; newer models refuse it.
	 * @return a number from 0, {@code null} for the default of the model
	 */
	public @Nullable Double temperature() {
		return this.fields.temperature();
	}

	/**
	 * Return {@code top_p}, the share of the most probable tokens to choose from; newer
	 * models refuse it.
	 * @return a number from 0 to 1, {@code null} for the default of the model
	 */
	public @Nullable Double topP() {
		return this.fields.topP();
	}

	/**
	 * Return {@code top_k}, the number of the most probable tokens to choose from; newer
	 * models refuse it.
	 * @return the number of tokens, {@code null} for the default of the model
	 */
	public @Nullable Integer topK() {
		return this.fields.topK();
	}

	/**
	 * Return {@code metadata}, which says on whose behalf the request is made.
	 * @return the metadata, {@code null} if there is none
	 */
	public @Nullable RequestMetadata metadata() {
		return this.fields.metadata();
	}

	/**
	 * Return {@code service_tier}, the capacity to use.
	 * @return the tier, {@code null} for the default of the gateway
	 */
	public @Nullable ServiceTier serviceTier() {
		return this.fields.serviceTier();
	}

	/**
	 * Return {@code inference_geo}, the region in which the model must run.
	 * @return the region, {@code null} for the default of the gateway
	 */
	public @Nullable String inferenceGeo() {
		return this.fields.inferenceGeo();
	}

	/**
	 * Return {@code container}, the container in which code execution runs.
	 * @return the container, {@code null} for a new one
	 */
	public @Nullable Container container() {
		return this.fields.container();
	}

	/**
	 * Return {@code cache_control}, a prompt cache breakpoint on the last block that can
	 * have one.
	 * @return the breakpoint, {@code null} if there is none
	 */
	public @Nullable CacheControl cacheControl() {
		return this.fields.cacheControl();
	}

	/**
	 * Return the fields that this version does not know, by their JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	/**
	 * Return this request with two prompt cache breakpoints: one after the system prompt,
	 * or else after the last custom tool, and one at the top level for the tail of the
	 * conversation. A request that already has a breakpoint is returned unchanged.
	 * @param breakpoint the breakpoint, such as {@link CacheControl#ephemeral()}
	 * @return the request
	 */
	public MessagesRequest withPromptCaching(CacheControl breakpoint) {
		return PromptCaching.add(this, breakpoint);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MessagesRequest request && this.fields.equals(request.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return "MessagesRequest[model=" + model() + ", maxTokens=" + maxTokens() + ", messages=" + messages().size()
				+ ", tools=" + tools().size() + ", system=" + (system() != null) + "]";
	}

	/**
	 * Builds a {@link MessagesRequest}. Values that no gateway can accept are rejected
	 * where they are set; what a model accepts is left to the gateway. Methods with a
	 * plural name replace earlier values, and those with a singular name add to them.
	 */
	public static final class Builder extends RequestConversation {

		private Builder() {
		}

		private Builder(RequestFields fields) {
			super(fields);
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Create the request.
		 * @return the request
		 */
		public MessagesRequest build() {
			return new MessagesRequest(fields());
		}

	}

}
