package ai.apixo.structured;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoClientActivity;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

/**
 * A client that answers with given messages or events and keeps the requests.
 */
final class RecordedClient implements ApixoMessagesClient {

	private final Deque<Mono<Message>> messages = new ArrayDeque<>();

	private final List<MessagesRequest> requests = new ArrayList<>();

	private final List<String> methods = new ArrayList<>();

	private Flux<StreamEvent> events = Flux.empty();

	static RecordedClient answering(Message... messages) {
		RecordedClient client = new RecordedClient();
		for (Message message : messages) {
			client.messages.add(Mono.just(message));
		}
		return client;
	}

	static RecordedClient asking(Mono<Message> message) {
		RecordedClient client = new RecordedClient();
		client.messages.add(message);
		client.messages.add(message);
		return client;
	}

	static RecordedClient failing(Throwable failure) {
		RecordedClient client = new RecordedClient();
		client.messages.add(Mono.error(failure));
		client.events = Flux.error(failure);
		return client;
	}

	static RecordedClient streaming(Flux<StreamEvent> events) {
		RecordedClient client = new RecordedClient();
		client.events = events;
		return client;
	}

	List<MessagesRequest> requests() {
		return this.requests;
	}

	List<String> methods() {
		return this.methods;
	}

	private Mono<Message> next(String method, MessagesRequest request) {
		return Mono.defer(() -> {
			this.methods.add(method);
			this.requests.add(request);
			return this.messages.remove();
		});
	}

	@Override
	public Mono<Message> create(MessagesRequest request) {
		return next("create", request);
	}

	@Override
	public Mono<Message> streamMessage(MessagesRequest request) {
		return next("streamMessage", request);
	}

	@Override
	public Flux<StreamEvent> stream(MessagesRequest request) {
		return Flux.defer(() -> {
			this.methods.add("stream");
			this.requests.add(request);
			return this.events;
		});
	}

	@Override
	public Flux<String> streamText(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Builder mutate() {
		throw new UnsupportedOperationException();
	}

	@Override
	public ApixoClientActivity activity() {
		throw new UnsupportedOperationException();
	}

}
