package ai.apixo.client;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import reactor.core.publisher.Flux;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.StreamedText;

/**
 * Views on a stream of events, for {@link Flux#transform(Function)} and
 * {@link Flux#as(Function)}. Each subscription has separate state, errors and
 * cancellation pass through, and nothing is buffered except what the view needs.
 *
 * @since 0.1.0
 */
public final class StreamViews {

	private StreamViews() {
	}

	/**
	 * Pass on the events unchanged, and pass the message that they add up to to the
	 * consumer, once it is complete and before the stream completes. If the stream fails,
	 * is cancelled or breaks off, the consumer is not called. <pre>
	 * events   -- message_start -- delta "Hi" -- delta "!" -- message_stop -- |
	 * result   -- message_start -- delta "Hi" -- delta "!" -- message_stop -- |
	 * consumer                                                              "Hi!"
	 *
	 * client.stream(request)
	 *     .transform(StreamViews.accumulating((message) -&gt; history.add(message.toInput())))
	 * </pre>
	 * @param consumer takes the message; must not block; an exception fails the stream
	 * @return the view
	 */
	public static Function<Flux<StreamEvent>, Flux<StreamEvent>> accumulating(Consumer<? super Message> consumer) {
		return (events) -> Flux.defer(() -> {
			MessageAccumulator accumulator = new MessageAccumulator();
			return events.doOnNext(accumulator::accept).doOnComplete(() -> {
				if (accumulator.isComplete()) {
					consumer.accept(accumulator.message());
				}
			});
		});
	}

	/**
	 * Keep only the text, as {@link ApixoMessagesClient#streamText} does: the pieces as
	 * they arrive, never joined and never split. <pre>
	 * events   -- message_start -- delta "Hi" -- delta "!" -- message_stop -- |
	 * result   ------------------ "Hi" --------- "!" ------------------------ |
	 *
	 * runner.stream(request)
	 *     .ofType(ModelEvent.class).map(ModelEvent::event)
	 *     .transform(StreamViews.text())
	 * </pre> The stream may contain several consecutive responses.
	 * @return the view
	 */
	public static Function<Flux<StreamEvent>, Flux<String>> text() {
		// Not handle(..) or mapNotNull(..): with Micrometer's context propagation on the
		// class path they open the scope of an observation for each event.
		return (events) -> Flux.defer(() -> events.filter(new TextOfAnswers()).map(StreamedText::of));
	}

	/**
	 * Emit the whole text so far each time it grows, for a display that replaces what it
	 * shows. Every element is as long as the text: prefer
	 * {@link ApixoMessagesClient#streamText} if the pieces are sufficient. <pre>
	 * events   -- message_start -- delta "Hi" -- ping -- delta "!" ---- message_stop -- |
	 * result   --------------------- "Hi" --------------- "Hi!" ---------------------- |
	 *
	 * client.stream(request).transform(StreamViews.runningText())
	 * </pre>
	 * @return the view
	 */
	public static Function<Flux<StreamEvent>, Flux<String>> runningText() {
		return (events) -> Flux.defer(() -> {
			MessageAccumulator accumulator = new MessageAccumulator();
			StreamedText pieces = new StreamedText();
			return events.handle((event, sink) -> {
				accumulator.accept(event);
				if (pieces.accept(event) && !StreamedText.of(event).isEmpty()) {
					sink.next(accumulator.text());
				}
			});
		});
	}

	/**
	 * Emit each tool call when it starts, each time its arguments grow, and when they are
	 * complete. Until then, {@link ToolUseBlock#unparsedInput()} has the text so far and
	 * {@link ToolUseBlock#input()} has the input that the call started with, usually an
	 * empty object. Parallel calls are identified by their id. <pre>
	 * events   -- start ------ delta {"ci -------- delta ty":"Brest"} -------- stop ---------------- |
	 * result   -- input {} --- unparsed {"ci --- unparsed {"city":"Brest"} --- input {"city":"Brest"} |
	 *
	 * client.stream(request).transform(StreamViews.growingToolUses())
	 * </pre>
	 * @return the view
	 */
	public static Function<Flux<StreamEvent>, Flux<ToolUseBlock>> growingToolUses() {
		return (events) -> Flux.defer(() -> {
			MessageAccumulator accumulator = new MessageAccumulator();
			return events.concatMapIterable((event) -> {
				accumulator.accept(event);
				return accumulator.changedToolUses();
			}, 1);
		});
	}

	/**
	 * Recognizes the events that bring text, of one response after the other.
	 */
	private static final class TextOfAnswers implements Predicate<StreamEvent> {

		private StreamedText current = new StreamedText();

		@Override
		public boolean test(StreamEvent event) {
			boolean bringsText = this.current.accept(event);
			if (event instanceof MessageStop) {
				this.current = new StreamedText();
			}
			return bringsText;
		}

	}

}
