package ai.apixo.client;

import java.util.function.Function;

import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;

/**
 * The only implementation of {@link ApixoMessagesClient}.
 */
final class DefaultApixoMessagesClient implements ApixoMessagesClient {

	private final DefaultApixoMessagesClientBuilder builder;

	private final CallSettings settings;

	private final RequestEncoder requestEncoder;

	DefaultApixoMessagesClient(DefaultApixoMessagesClientBuilder builder, CallSettings settings,
			RequestEncoder requestEncoder) {
		this.builder = builder;
		this.settings = settings;
		this.requestEncoder = requestEncoder;
	}

	@Override
	public Flux<StreamEvent> stream(MessagesRequest request) {
		Assert.notNull(request, "'request' must not be null");
		return Flux.defer(() -> {
			MessagesCall call = new MessagesCall(this.settings);
			CallListener listener = new CallListener(call, this.settings);
			byte[] body = this.requestEncoder.encode(request, true);
			Flux<StreamEvent> events = Flux.defer(() -> {
				listener.begin();
				return listener.listenTo(call.stream(body));
			});
			return this.settings.observations().observe(events, call, this.requestEncoder.model(request));
		});
	}

	@Override
	public Mono<Message> create(MessagesRequest request) {
		Assert.notNull(request, "'request' must not be null");
		return Mono.defer(() -> {
			MessagesCall call = new MessagesCall(this.settings);
			CallListener listener = new CallListener(call, this.settings);
			byte[] body = this.requestEncoder.encode(request, false);
			Mono<Message> message = Mono.defer(() -> {
				listener.begin();
				return listener.listenTo(call.create(body));
			});
			return this.settings.observations().observe(message, call, this.requestEncoder.model(request));
		});
	}

	@Override
	public Flux<String> streamText(MessagesRequest request) {
		return stream(request).ofType(ContentBlockDelta.class)
			.map(ContentBlockDelta::delta)
			.ofType(TextDelta.class)
			.map(TextDelta::text);
	}

	@Override
	public Mono<Message> streamMessage(MessagesRequest request) {
		Flux<StreamEvent> events = stream(request);
		return Mono.defer(() -> {
			MessageAccumulator accumulator = new MessageAccumulator();
			return events.doOnNext(accumulator::accept)
				.onErrorMap(ApixoException.class, withPartialMessage(accumulator))
				.then(Mono.fromSupplier(accumulator::message));
		});
	}

	private static Function<ApixoException, Throwable> withPartialMessage(MessageAccumulator accumulator) {
		return (failure) -> accumulator.isStarted() ? failure.withPartialMessage(accumulator.message()) : failure;
	}

	@Override
	public Builder mutate() {
		return this.builder.copy(this.settings.activity());
	}

	@Override
	public ApixoClientActivity activity() {
		return this.settings.activity();
	}

	CallSettings settings() {
		return this.settings;
	}

	@Override
	public String toString() {
		return "ApixoMessagesClient[name=" + this.settings.name() + ", host=" + this.settings.endpoint().host() + "]";
	}

}
