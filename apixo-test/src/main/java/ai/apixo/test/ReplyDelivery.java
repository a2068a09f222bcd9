package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import ai.apixo.messages.ApixoModels;
import ai.apixo.test.Ending.How;

/**
 * How a reply is sent, and where and how it breaks off. Without an ending, a reply is
 * complete; an ending occurs after the last delta, while the block is still open.
 *
 * @since 0.1.0
 */
public abstract sealed class ReplyDelivery permits Reply {

	private final ReplyScript script;

	ReplyDelivery(ReplyScript script) {
		this.script = script;
	}

	ReplyScript script() {
		return this.script;
	}

	abstract Reply with(ReplyScript script);

	/**
	 * Send only the first events. Without another ending, the stream ends after them, as
	 * with {@link #end()}.
	 * @param events the number of events
	 * @return the new reply
	 */
	public Reply take(int events) {
		return with(this.script.taking(events));
	}

	/**
	 * End the body as HTTP demands but too early: with the last block open and before
	 * {@code message_stop}. A plain call gets half of the JSON.
	 * @return the new reply
	 */
	public Reply end() {
		return with(this.script.ending("end()", How.END, null));
	}

	/**
	 * Close the connection in the middle of the body. A plain call gets half of the JSON
	 * before that.
	 * @return the new reply
	 */
	public Reply cut() {
		return with(this.script.ending("cut()", How.CUT, null));
	}

	/**
	 * Reset the connection in the middle of the body. A plain call gets half of the JSON
	 * before that.
	 * @return the new reply
	 */
	public Reply reset() {
		return with(this.script.ending("reset()", How.RESET, null));
	}

	/**
	 * Become silent in the middle of the body until the client closes the connection. A
	 * plain call gets half of the JSON before that.
	 * @return the new reply
	 */
	public Reply stall() {
		return with(this.script.ending("stall()", How.STALL, null));
	}

	/**
	 * End the stream with an {@code error} event. A plain call gets the status that
	 * corresponds to the type.
	 * @param type the type of the error, such as {@code overloaded_error}
	 * @return the new reply
	 */
	public Reply error(String type) {
		return with(this.script.ending("error(" + Quoted.of(type) + ")", How.ERROR, type));
	}

	/**
	 * Set a header of the response, replacing earlier values of that name.
	 * @param name the name
	 * @param values the values; without any, the header is removed
	 * @return the new reply
	 */
	public Reply header(String name, String... values) {
		return with(this.script.header("header(" + Quoted.of(name) + ", " + Quoted.of(values) + ")", name,
				List.of(values)));
	}

	/**
	 * Set the wait that the client is asked for before it tries again.
	 * @param retryAfter the wait; whole seconds are sent as {@code retry-after}, anything
	 * else as {@code retry-after-ms}
	 * @return the new reply
	 */
	public Reply retryAfter(Duration retryAfter) {
		String call = "retryAfter(" + retryAfter + ")";
		if (Objects.requireNonNull(retryAfter, "'retryAfter' must not be null").isNegative()) {
			throw new IllegalArgumentException(call + ": a wait must not be negative");
		}
		boolean wholeSeconds = retryAfter.equals(Duration.ofSeconds(retryAfter.toSeconds()));
		return with(
				wholeSeconds ? this.script.header(call, "retry-after", List.of(String.valueOf(retryAfter.toSeconds())))
						: this.script.header(call, "retry-after-ms",
								List.of(String.valueOf(TimeUnit.MILLISECONDS.convert(retryAfter)))));
	}

	/**
	 * Wait before sending the status.
	 * @param delay the time to wait
	 * @return the new reply
	 */
	public Reply delay(Duration delay) {
		return with(this.script.delivered("delay(" + delay + ")", (delivery) -> delivery.withDelay(delay)));
	}

	/**
	 * Wait before each chunk except the first.
	 * @param pace the time to wait
	 * @return the new reply
	 */
	public Reply pace(Duration pace) {
		return with(this.script.delivered("pace(" + pace + ")", (delivery) -> delivery.withPace(pace)));
	}

	/**
	 * Send the body in chunks of equal size, even within events, characters and line
	 * ends, instead of one event per chunk.
	 * @param bytes the size of a chunk
	 * @return the new reply
	 */
	public Reply splitEvery(int bytes) {
		return with(this.script.delivered("splitEvery(" + bytes + ")", (delivery) -> delivery.withSplitEvery(bytes)));
	}

	/**
	 * Omit the {@code event} lines.
	 * @return the new reply
	 */
	public Reply withoutEventNames() {
		return with(this.script.withoutEventNames("withoutEventNames()"));
	}

	/**
	 * Return the body as it is sent for {@code "stream": true}, for another fake server
	 * such as WireMock.
	 * @return the body
	 * @throws IllegalStateException if the reply has none
	 */
	public String body() {
		if (this.script.body() instanceof NoResponse) {
			throw new IllegalStateException(this.script.source() + ": nothing is sent, so there is no body");
		}
		WireReply reply = new ReplyRendering(new ReplyNumbers(), "req_1").render(this.script, true,
				ApixoModels.CLAUDE_SONNET_4_6);
		return reply.body().text(StandardCharsets.UTF_8);
	}

	/**
	 * Return the calls that created this reply.
	 */
	@Override
	public String toString() {
		return this.script.source();
	}

}
