package ai.apixo.client;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.json.LazyMessagesJson;

/**
 * Makes the JSON of a request: fills in the client's defaults, checks what is certain to
 * be refused, and sets {@code "stream"}.
 *
 * @param messagesJson writes the wire
 * @param defaultModel the model for requests that name none, or {@code null}
 * @param defaultMaxTokens the token limit for requests that name none, or {@code null}
 * @param interleavedThinking whether the betas of the client let the model think between
 * its tool calls
 * @param names what the defaults are called
 */
record RequestEncoder(LazyMessagesJson messagesJson, @Nullable String defaultModel, @Nullable Integer defaultMaxTokens,
		boolean interleavedThinking, SettingNames names) {

	@Nullable String model(MessagesRequest request) {
		return (request.model() != null) ? request.model() : this.defaultModel;
	}

	byte[] encode(MessagesRequest request, boolean stream) {
		MessagesRequest.Builder complete = request.toBuilder();
		String model = model(request);
		if (model != null) {
			complete.model(model);
		}
		if (request.maxTokens() == null && this.defaultMaxTokens != null) {
			complete.maxTokens(this.defaultMaxTokens);
		}
		MessagesRequest checked = RequestRules.check(complete.additionalProperty("stream", stream).build(),
				this.interleavedThinking, this.names);
		return LoneSurrogates.refuse(this.messagesJson.get().requests().writeValueAsBytes(checked));
	}

}
