package ai.apixo.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.reactivestreams.Publisher;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/**
 * Turns the elements that a client streams into server-sent events that a browser reads
 * back exactly, in a controller of WebFlux or of Spring MVC: <pre>
 * &#64;GetMapping(path = "/note", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
 * Flux&lt;ServerSentEvent&lt;Object&gt;&gt; note() {
 *     return client.streamText(request).as(ApixoServerSentEvents::of);
 * }
 * </pre> <pre>
 * let note = new EventSource("/note");
 * note.onmessage = (event) =&gt; page.append(JSON.parse(event.data).text);
 * note.addEventListener("error", (event) =&gt; note.close());
 * note.addEventListener("end", () =&gt; note.close());
 * </pre>
 *
 * <ul>
 * <li>Text is sent as {@code {"text":" with its spaces"}}, because the format itself
 * removes a space at the beginning of a value.</li>
 * <li>The first event tells the browser not to reconnect, which would ask the model
 * again: it waits for 24 days.</li>
 * <li>A failed call ends with an {@code error} event, whose data has {@code status},
 * {@code title}, {@code detail} and possibly {@code retryAfter} in seconds, as in
 * {@link ApixoProblemDetailAdvice}. The response has begun by then, so its status is
 * 200.</li>
 * <li>A complete one ends with an {@code end} event.</li>
 * </ul>
 *
 * @since 0.1.0
 */
public final class ApixoServerSentEvents {

	/**
	 * As long as browsers can count: they take milliseconds as an int.
	 */
	private static final Duration NEVER = Duration.ofMillis(Integer.MAX_VALUE);

	private ApixoServerSentEvents() {
	}

	/**
	 * Turn elements into server-sent events.
	 * @param elements pieces of text, or anything that the application writes as JSON,
	 * such as the events of a stream; {@link ServerSentEvent}s are passed on as they are
	 * @return the events; failures that are not those of a call are passed on
	 */
	public static Flux<ServerSentEvent<Object>> of(Publisher<?> elements) {
		return Flux.from(elements)
			.map(ApixoServerSentEvents::event)
			.concatWithValues(ServerSentEvent.builder().event("end").data(Map.of()).build())
			.onErrorResume(ApixoProblem::isKnown, (failure) -> Flux.just(error(ApixoProblem.of(failure))))
			.startWith(ServerSentEvent.builder().retry(NEVER).build());
	}

	@SuppressWarnings("unchecked")
	private static ServerSentEvent<Object> event(Object element) {
		if (element instanceof ServerSentEvent<?> event) {
			return (ServerSentEvent<Object>) event;
		}
		Object data = (element instanceof CharSequence text) ? Map.of("text", text.toString()) : element;
		return ServerSentEvent.builder(data).build();
	}

	private static ServerSentEvent<Object> error(ApixoProblem problem) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("status", problem.status().value());
		data.put("title", problem.status().getReasonPhrase());
		data.put("detail", problem.detail());
		Long retryAfter = problem.retryAfterSeconds();
		if (retryAfter != null) {
			data.put("retryAfter", retryAfter);
		}
		return ServerSentEvent.<Object>builder(data).event("error").build();
	}

}
