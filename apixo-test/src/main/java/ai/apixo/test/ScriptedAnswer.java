package ai.apixo.test;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A reply, and what holds it back.
 *
 * @param reply the reply
 * @param held what holds it back, if anything does
 */
record ScriptedAnswer(Reply reply, @Nullable HeldReply held) {

	ScriptedAnswer {
		Objects.requireNonNull(reply, "A reply must not be null");
	}

	@Override
	public String toString() {
		return (this.held != null) ? this.held.toString() : this.reply.toString();
	}

}
