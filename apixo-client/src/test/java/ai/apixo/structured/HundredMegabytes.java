package ai.apixo.structured;

import reactor.core.publisher.Flux;

import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;

/**
 * Streams a list of 100 MB, element by element, and counts. A program, so that it can run
 * in a heap of its own.
 */
public final class HundredMegabytes {

	static final int ELEMENTS = 100_000;

	private static final String ELEMENT = "{\"name\":\"" + "x".repeat(1000) + "\",\"amount\":%d}";

	private HundredMegabytes() {
	}

	public static void main(String[] args) {
		Answer around = Answer.begin().text("").end("end_turn");
		Flux<StreamEvent> events = Flux.concat(Flux.fromIterable(around.events()).take(2),
				text("{\"title\":\"t\",\"ingredients\":["),
				Flux.range(0, ELEMENTS).concatMap((number) -> element(number), 1), text("]}"),
				Flux.fromIterable(around.events()).skip(3));
		long seen = StructuredOutput.of(RecordedClient.streaming(events), Types.Recipe.class)
			.streamElements(Answer.request(), "ingredients", Types.Ingredient.class)
			.count()
			.blockOptional()
			.orElseThrow();
		System.out.println(seen + " elements");
	}

	/**
	 * An element in two pieces.
	 */
	private static Flux<StreamEvent> element(int number) {
		String element = ((number > 0) ? "," : "") + ELEMENT.formatted(number);
		return text(element.substring(0, 500), element.substring(500));
	}

	private static Flux<StreamEvent> text(String... pieces) {
		return Flux.fromArray(pieces).map((piece) -> new ContentBlockDelta(0, new TextDelta(piece)));
	}

}
