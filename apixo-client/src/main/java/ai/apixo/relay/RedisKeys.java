package ai.apixo.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the keys and the channel of the relay are called in Redis. The three keys of a run
 * share a hash slot.
 *
 * @param prefix what all of them begin with
 */
record RedisKeys(String prefix) {

	/**
	 * Return the key of the stream of records.
	 * @param key the key of the run
	 * @return the key
	 */
	ByteBuffer log(RelayKey key) {
		return name(key, "log");
	}

	/**
	 * Return the key that is there while the run is alive.
	 * @param key the key of the run
	 * @return the key
	 */
	ByteBuffer lease(RelayKey key) {
		return name(key, "lease");
	}

	/**
	 * Return the key that is there while somebody watches.
	 * @param key the key of the run
	 * @return the key
	 */
	ByteBuffer watched(RelayKey key) {
		return name(key, "watched");
	}

	/**
	 * Return the channel for wake-ups of all runs.
	 * @return the channel
	 */
	String channel() {
		return this.prefix + "wake-ups";
	}

	private ByteBuffer name(RelayKey key, String suffix) {
		return buffer(this.prefix + "{" + key + "}:" + suffix);
	}

	static ByteBuffer buffer(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
