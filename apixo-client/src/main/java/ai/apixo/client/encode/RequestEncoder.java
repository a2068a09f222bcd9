package ai.apixo.client.encode;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.json.LazyMessagesJson;

/**
 * Writes the JSON of a request: fills in the client's defaults, refuses what the API
 * refuses for everybody, and sets {@code "stream"}.
 *
 * @param messagesJson the codecs
 * @param defaultModel the model for requests that name none, or {@code null}
 * @param defaultMaxTokens the token limit for requests that name none, or {@code null}
 * @param interleavedThinking whether the betas of the client let the model think between
 * its tool calls
 * @param promptCaching the breakpoints of the prompt cache for requests that have none,
 * or {@code null}
 * @param names what the defaults are called
 * @since 0.1.0
 */
public record RequestEncoder(LazyMessagesJson messagesJson, @Nullable String defaultModel,
		@Nullable Integer defaultMaxTokens, boolean interleavedThinking, @Nullable CacheControl promptCaching,
		SettingNames names) {

	/**
	 * Return the model that a request asks for.
	 * @param request a request
	 * @return its model, or else the client's default, or {@code null}
	 */
	public @Nullable String model(MessagesRequest request) {
		return (request.model() != null) ? request.model() : this.defaultModel;
	}

	/**
	 * Encode a request.
	 * @param request a request
	 * @param stream whether to ask for a stream of events
	 * @return the request with its JSON
	 * @throws ai.apixo.client.error.ApixoConfigurationException if the request lacks a
	 * model, messages or a token limit, or if the API would refuse it whatever the model
	 */
	public EncodedRequest encode(MessagesRequest request, boolean stream) {
		MessagesRequest.Builder complete = request.toBuilder();
		String model = model(request);
		if (model != null) {
			complete.model(model);
		}
		if (request.maxTokens() == null && this.defaultMaxTokens != null) {
			complete.maxTokens(this.defaultMaxTokens);
		}
		MessagesRequest built = complete.additionalProperty("stream", stream).build();
		MessagesRequest cached = (this.promptCaching != null) ? built.withPromptCaching(this.promptCaching) : built;
		MessagesRequest checked = RequestRules.check(cached, this.interleavedThinking, this.names);
		return new EncodedRequest(request, checked, LoneSurrogates.refuse(write(checked)));
	}

	private RequestBody write(MessagesRequest request) {
		RequestBodyOutput output = new RequestBodyOutput();
		this.messagesJson.get().requests().writeValue(output, request);
		return output.body();
	}

}
