package ai.apixo.client;

import org.jspecify.annotations.Nullable;

/**
 * A body that was read as a whole, or as far as it was wanted or got.
 */
final class CollectedBody {

	private final byte[] bytes;

	private final boolean truncated;

	private final @Nullable Throwable failure;

	CollectedBody(byte[] bytes, boolean truncated, @Nullable Throwable failure) {
		this.bytes = bytes;
		this.truncated = truncated;
		this.failure = failure;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return whether there is more than was wanted.
	 */
	boolean truncated() {
		return this.truncated;
	}

	/**
	 * Return why it ended early, or {@code null}.
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

}
