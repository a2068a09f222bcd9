package ai.apixo.relay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a run is called in stores and logs: a hash of its id, so that no text of a browser
 * can reach another run, and no name of a user leaves the application.
 *
 * @param hash the hash, as hexadecimal digits
 */
record RelayKey(String hash) {

	private static final int HASH_BYTES = 20;

	/**
	 * Return the key of an id. The length of the owner is part of it, so that no two ids
	 * share a text.
	 * @param id the id
	 * @return its key
	 */
	static RelayKey of(RelayId id) {
		ByteBuffer both = ByteBuffer
			.allocate(Integer.BYTES + Character.BYTES * (id.owner().length() + id.run().length()))
			.putInt(id.owner().length());
		both.asCharBuffer().put(id.owner()).put(id.run());
		return new RelayKey(HexFormat.of().formatHex(sha256().digest(both.array()), 0, HASH_BYTES));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return this.hash;
	}

}
