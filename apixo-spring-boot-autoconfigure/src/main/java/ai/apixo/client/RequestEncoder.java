package ai.apixo.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.MessagesRequest;

/**
 * Makes the JSON of a request: fills in the client's defaults, checks what is certain to
 * be refused, and sets {@code "stream"}.
 *
 * @param jsonMapper the client's own mapper
 * @param defaultModel the model for requests that name none, or {@code null}
 * @param defaultMaxTokens the token limit for requests that name none, or {@code null}
 */
record RequestEncoder(JsonMapper jsonMapper, @Nullable String defaultModel, @Nullable Integer defaultMaxTokens) {

	byte[] encode(MessagesRequest request, boolean stream) {
		MessagesRequest.Builder complete = request.toBuilder();
		if (request.model() == null && this.defaultModel != null) {
			complete.model(this.defaultModel);
		}
		if (request.maxTokens() == null && this.defaultMaxTokens != null) {
			complete.maxTokens(this.defaultMaxTokens);
		}
		MessagesRequest checked = RequestRules.check(complete.additionalProperty("stream", stream).build());
		return this.jsonMapper.writeValueAsBytes(checked);
	}

}
