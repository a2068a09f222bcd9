package ai.apixo.client.encode;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.MessagesRequest;

/**
 * A request as it is sent.
 *
 * @since 0.1.0
 */
public final class EncodedRequest {

	private final MessagesRequest original;

	private final MessagesRequest request;

	private final RequestBody body;

	EncodedRequest(MessagesRequest original, MessagesRequest request, RequestBody body) {
		this.original = original;
		this.request = request;
		this.body = body;
	}

	/**
	 * Return the request as the application made it.
	 * @return the request
	 */
	public MessagesRequest original() {
		return this.original;
	}

	/**
	 * Return the request, with the defaults of the client.
	 * @return the request
	 */
	public MessagesRequest request() {
		return this.request;
	}

	/**
	 * Return the model that is asked.
	 * @return the model, or {@code null} if none was named
	 */
	public @Nullable String model() {
		return this.request.model();
	}

	/**
	 * Return the JSON.
	 * @return the JSON to send
	 */
	public RequestBody body() {
		return this.body;
	}

}
