package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.http.codec.ServerSentEvent;

/**
 * What watchers receive. Only {@code reset} and {@code end} have names, so that
 * {@code onmessage} sees every event of the run.
 */
final class Frames {

	/** The time after which a browser that was cut comes back. */
	private static final Duration RETRY = Duration.ofSeconds(1);

	private Frames() {
	}

	/**
	 * Return the first frame, which makes the head of the response leave before the first
	 * event.
	 * @return a comment with the time to come back
	 */
	static ServerSentEvent<String> open() {
		return ServerSentEvent.<String>builder().comment("").retry(RETRY).build();
	}

	static ServerSentEvent<String> event(int number, byte[] json) {
		return event(number, new String(json, StandardCharsets.UTF_8));
	}

	static ServerSentEvent<String> event(int number, String json) {
		return ServerSentEvent.<String>builder().id(Integer.toString(number)).data(json).build();
	}

	static ServerSentEvent<String> reset() {
		return ServerSentEvent.<String>builder().event("reset").data("{}").build();
	}

	/**
	 * Return the last frame. A page that does not close its {@code EventSource} comes
	 * back once, after the run is forgotten, and gets a 404.
	 * @param number the number of the end
	 * @param end how the run ended
	 * @param timeToLive the time until it is forgotten
	 * @return the event {@code end}
	 */
	static ServerSentEvent<String> end(int number, RunEnd end, Duration timeToLive) {
		String error = (end.error() != null) ? ",\"error\":\"" + end.error() + "\"" : "";
		return ServerSentEvent.<String>builder()
			.id(Integer.toString(number))
			.event("end")
			.retry(browserTime(timeToLive))
			.data("{\"state\":\"" + end.state().text() + "\"" + error + "}")
			.build();
	}

	static ServerSentEvent<String> heartbeat() {
		return ServerSentEvent.<String>builder().comment("").build();
	}

	// Browsers take milliseconds as an int.
	private static Duration browserTime(Duration duration) {
		Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
		return (duration.compareTo(longest) < 0) ? duration : longest;
	}

}
