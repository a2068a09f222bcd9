package ai.apixo.client;

import java.util.function.BiFunction;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import ai.apixo.client.encode.EncodedRequest;
import ai.apixo.client.encode.RequestEncoder;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.client.lifecycle.HealthProbe;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * The only implementation of {@link ApixoMessagesClient}.
 */
final class DefaultApixoMessagesClient implements ApixoMessagesClient, HealthProbe.Source {

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
		return Flux.deferContextual((subscriber) -> {
			EncodedRequest encoded = this.requestEncoder.encode(request, true);
			Subscribed subscribed = begin(encoded.model(), subscriber);
			return subscribed.assembled((call, lifecycle) -> lifecycle.listenTo(call.stream(encoded)));
		});
	}

	@Override
	public Mono<Message> create(MessagesRequest request) {
		Assert.notNull(request, "'request' must not be null");
		return Mono.deferContextual((subscriber) -> {
			EncodedRequest encoded = this.requestEncoder.encode(request, false);
			Subscribed subscribed = begin(encoded.model(), subscriber);
			return subscribed.assembled((call, lifecycle) -> lifecycle.listenTo(call.create(encoded)));
		});
	}

	private Subscribed begin(@Nullable String model, ContextView subscriber) {
		CallObservation observation = this.settings.observations().of(model, subscriber);
		Observation scope = (observation != null) ? observation.observation()
				: subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		CallJournal journal = new CallJournal(this.settings.name(), this.settings.listeners(), scope);
		MessagesCall call = new MessagesCall(this.settings, journal, this.requestEncoder);
		CallLifecycle lifecycle = new CallLifecycle(call, this.settings, journal, observation);
		ApplicationCode.run(lifecycle::begin);
		return new Subscribed(call, lifecycle);
	}

	@Override
	public Flux<String> streamText(MessagesRequest request) {
		return stream(request).transform(StreamViews.text());
	}

	@Override
	public Mono<Message> streamMessage(MessagesRequest request) {
		Flux<StreamEvent> events = stream(request);
		return Mono.defer(() -> {
			MessageAccumulator accumulator = new MessageAccumulator();
			return events.doOnNext(accumulator::accept)
				.onErrorMap(ApixoException.class, withPartialMessage(accumulator))
				.then(Mono.defer(() -> complete(accumulator)));
		});
	}

	private static Mono<Message> complete(MessageAccumulator accumulator) {
		return accumulator.isStarted() ? Mono.just(accumulator.message())
				: Mono.error(new ApixoProtocolException(
						"The stream has no 'message_start'. Check that the address is that of a Messages gateway",
						null));
	}

	private static Function<ApixoException, Throwable> withPartialMessage(MessageAccumulator accumulator) {
		return (failure) -> accumulator.isStarted() ? failure.withPartialMessage(accumulator.message()) : failure;
	}

	CallSettings settings() {
		return this.settings;
	}

	@Override
	public Builder mutate() {
		return this.builder.copy(this.settings.activity());
	}

	@Override
	public ApixoClientActivity activity() {
		return this.settings.activity();
	}

	@Override
	public HealthProbe healthProbe() {
		return new DefaultHealthProbe(this.settings, this.requestEncoder.defaultModel());
	}

	@Override
	public String toString() {
		return "ApixoMessagesClient[name=" + this.settings.name() + ", host=" + this.settings.endpoint().host() + "]";
	}

	private record Subscribed(MessagesCall call, CallLifecycle lifecycle) {

		/**
		 * A hook of Reactor may throw while operators are put together, when the call has
		 * begun but nobody has subscribed to it.
		 */
		<T> T assembled(BiFunction<MessagesCall, CallLifecycle, T> assembly) {
			try {
				return ApplicationCode.call(() -> assembly.apply(this.call, this.lifecycle));
			}
			catch (Throwable ex) {
				this.lifecycle.end(ex);
				throw ex;
			}
		}

	}

}
