package ai.apixo.tool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 * A client whose model says one given answer after the other, and the requests that it
 * was sent.
 */
final class ScriptedModel implements ApixoMessagesClient {

	private final Deque<Flux<StreamEvent>> answers = new ArrayDeque<>();

	private final List<MessagesRequest> requests = Collections.synchronizedList(new ArrayList<>());

	static ScriptedModel saying(ScriptedAnswer... answers) {
		ScriptedModel model = new ScriptedModel();
		Arrays.stream(answers).map(ScriptedAnswer::stream).forEach(model.answers::add);
		return model;
	}

	ScriptedModel then(Flux<StreamEvent> answer) {
		this.answers.add(answer);
		return this;
	}

	List<MessagesRequest> requests() {
		return this.requests;
	}

	MessagesRequest request(int number) {
		return this.requests.get(number - 1);
	}

	ToolRunner.Builder runner(ToolFunction... tools) {
		return ToolRunner.builder(this).promptCache(null).tools(tools);
	}

	@Override
	public Flux<StreamEvent> stream(MessagesRequest request) {
		return Flux.defer(() -> {
			this.requests.add(request);
			Flux<StreamEvent> answer = this.answers.poll();
			return (answer != null) ? answer : Flux.error(new AssertionError("A request too many"));
		});
	}

	@Override
	public Mono<Message> create(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Flux<String> streamText(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Message> streamMessage(MessagesRequest request) {
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
