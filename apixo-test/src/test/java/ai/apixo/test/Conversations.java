package ai.apixo.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Requests;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

/**
 * Calls of clients, and what becomes of them.
 */
final class Conversations {

	static final Duration LONG = Duration.ofSeconds(30);

	private Conversations() {
	}

	static MessagesRequest asking(String text) {
		return Requests.hello().toBuilder().messages(List.of()).user(text).build();
	}

	static List<StreamEvent> events(ApixoMessagesClient client) {
		return client.stream(Requests.hello()).collectList().blockOptional(LONG).orElseThrow();
	}

	static Message streamed(ApixoMessagesClient client) {
		return client.streamMessage(Requests.hello()).blockOptional(LONG).orElseThrow();
	}

	static Message created(ApixoMessagesClient client) {
		return client.create(Requests.hello()).blockOptional(LONG).orElseThrow();
	}

	static String text(ApixoMessagesClient client, MessagesRequest request) {
		return String.join("", client.streamText(request).collectList().blockOptional(LONG).orElseThrow());
	}

	/**
	 * The texts of a stream and then the failure it ends with.
	 */
	static Outcome outcome(ApixoMessagesClient client) {
		List<String> texts = new ArrayList<>();
		try {
			client.streamText(Requests.hello()).doOnNext(texts::add).blockLast(LONG);
			return new Outcome(String.join("", texts), null);
		}
		catch (RuntimeException ex) {
			return new Outcome(String.join("", texts), ex);
		}
	}

	/**
	 * What became of a stream.
	 *
	 * @param text the text that was delivered
	 * @param failure how it failed, if it did
	 */
	record Outcome(String text, @Nullable Throwable failure) {

	}

}
