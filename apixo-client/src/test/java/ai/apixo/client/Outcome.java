package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;

import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.TextDelta;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What became of a subscription.
 *
 * @param elements what was delivered
 * @param failure why it failed, or {@code null} if it completed
 * @param <T> the elements
 */
public record Outcome<T>(List<T> elements, @Nullable Throwable failure) {

	/**
	 * Subscribes and waits for the last signal.
	 */
	public static <T> Outcome<T> of(Publisher<T> publisher) {
		List<Signal<T>> signals = Flux.from(publisher)
			.materialize()
			.collectList()
			.blockOptional(Duration.ofSeconds(30))
			.orElseThrow();
		List<T> elements = new ArrayList<>();
		for (Signal<T> signal : signals) {
			if (signal.isOnNext()) {
				elements.add(Objects.requireNonNull(signal.get()));
			}
		}
		return new Outcome<>(elements, signals.get(signals.size() - 1).getThrowable());
	}

	/**
	 * The failure, which has to be of a type.
	 */
	public <E extends Throwable> E failure(Class<E> type) {
		assertThat(this.failure).isInstanceOf(type);
		return type.cast(Objects.requireNonNull(this.failure));
	}

	/**
	 * The text deltas joined.
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		for (T element : this.elements) {
			if (element instanceof ContentBlockDelta delta && delta.delta() instanceof TextDelta textDelta) {
				text.append(textDelta.text());
			}
		}
		return text.toString();
	}

}
