package ai.apixo.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Replies to all matching requests, created with {@link MockApixoGateway#when}.
 *
 * @since 0.1.0
 */
public final class Stub {

	private final MockApixoGateway gateway;

	private final Scripts scripts;

	private final Predicate<ReceivedRequest> request;

	Stub(MockApixoGateway gateway, Scripts scripts, Predicate<ReceivedRequest> request) {
		this.gateway = gateway;
		this.scripts = scripts;
		this.request = request;
	}

	/**
	 * Set the replies to these requests.
	 * @param replies the replies in order; the last one is repeated
	 * @return the gateway
	 */
	public MockApixoGateway reply(Reply... replies) {
		if (replies.length == 0) {
			throw new IllegalArgumentException("when(..).reply(): name at least one reply");
		}
		Deque<ScriptedAnswer> left = new ArrayDeque<>();
		Stream.of(replies).map((reply) -> new ScriptedAnswer(reply, null)).forEach(left::add);
		return add((request) -> (left.size() > 1) ? left.remove() : left.element(), false);
	}

	/**
	 * Set the function that computes the replies to these requests.
	 * @param reply called for each request, on the thread that received it, so it must
	 * not block. An exception becomes a 501 and fails {@link MockApixoGateway#verify()}.
	 * @return the gateway
	 */
	public MockApixoGateway reply(Function<ReceivedRequest, Reply> reply) {
		Objects.requireNonNull(reply, "The function of a stub must not be null");
		return add((request) -> new ScriptedAnswer(
				Objects.requireNonNull(reply.apply(request), "the function of a stub has returned no reply"), null),
				false);
	}

	/**
	 * Set the reply to the next of these requests, and hold it back.
	 * @param reply the reply
	 * @return the reply to release
	 */
	public HeldReply replyHeld(Reply reply) {
		HeldReply held = new HeldReply(reply);
		ScriptedAnswer answer = new ScriptedAnswer(reply, held);
		add((request) -> answer, true);
		return held;
	}

	private MockApixoGateway add(Function<ReceivedRequest, ScriptedAnswer> answer, boolean once) {
		this.scripts.add(new StubScript(this.request, answer, once));
		return this.gateway;
	}

}
