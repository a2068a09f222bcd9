package ai.apixo.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A body that was read as a whole, or as far as it was wanted or got.
 *
 * @param bytes what came
 * @param truncated whether there is more than was wanted
 * @param failure why it ended early, or {@code null}
 */
record CollectedBody(byte[] bytes, boolean truncated, @Nullable Throwable failure) {

	boolean isComplete() {
		return !this.truncated && this.failure == null;
	}

	String text() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
