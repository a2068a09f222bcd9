package ai.apixo.test;

import java.util.List;

import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Role;

/**
 * A request that the gateway has received, as typed values and exactly as it arrived.
 * Stubs match on it: <pre>
 * gateway.when((request) -&gt; request.lastUserText().contains("refund")).reply(error(429));
 * </pre>
 *
 * @since 0.1.0
 */
public final class ReceivedRequest {

	private final IncomingRequest incoming;

	private final JsonNode tree;

	private final ClientPresence client;

	ReceivedRequest(IncomingRequest incoming, JsonNode tree, ClientPresence client) {
		this.incoming = incoming;
		this.tree = tree;
		this.client = client;
	}

	IncomingRequest incoming() {
		return this.incoming;
	}

	JsonNode tree() {
		return this.tree;
	}

	ClientPresence client() {
		return this.client;
	}

	String model() {
		return this.tree.path("model").asString("");
	}

	/**
	 * Return the request as read by the client's own codec.
	 * @return the request
	 */
	public MessagesRequest body() {
		return MessagesFormat.read(this.incoming.body(), MessagesRequest.class);
	}

	/**
	 * Return the body exactly as it arrived.
	 * @return the JSON
	 */
	public String json() {
		return this.incoming.body();
	}

	/**
	 * Return whether a stream was requested.
	 * @return whether {@code stream} is {@code true}
	 */
	public boolean isStream() {
		return this.tree.path("stream").asBoolean(false);
	}

	/**
	 * Return the headers, including the key.
	 * @return the headers, read-only
	 */
	public HttpHeaders headers() {
		return this.incoming.headers();
	}

	/**
	 * Return the last text of the user: the text of the last user turn that has any. A
	 * turn with only tool results has none.
	 * @return the text, empty if there is none
	 */
	public String lastUserText() {
		List<InputMessage> messages = body().messages();
		for (int i = messages.size() - 1; i >= 0; i--) {
			InputMessage message = messages.get(i);
			String text = message.content().text();
			if (message.role().equals(Role.USER) && !text.isEmpty()) {
				return text;
			}
		}
		return "";
	}

	/**
	 * Return the beginning of the text, also of a body that is no request after all.
	 */
	String lastUserText(int length) {
		try {
			String text = lastUserText();
			return (text.length() > length) ? text.substring(0, length) + ".." : text;
		}
		catch (JacksonException ex) {
			return "";
		}
	}

	/**
	 * Return a text about this request without its key.
	 */
	String masked(String text) {
		return new KeyMask(this.incoming.apiKey()).apply(text);
	}

	/**
	 * Return whether the client closed the connection, cancelled or timed out before the
	 * reply was complete.
	 * @return whether it did
	 */
	public boolean isClosedByClient() {
		return this.client.isClosed();
	}

	/**
	 * Return the request with its key masked and at most 2 KB of its body.
	 */
	@Override
	public String toString() {
		return Transcript.request(this.incoming);
	}

}
