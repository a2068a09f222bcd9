package ai.apixo.relay;

import java.util.Objects;
import java.util.UUID;

import org.springframework.util.StringUtils;

/**
 * The id of a run: who may watch and stop it, and which one it is. The owner comes from
 * the application, such as the name of the user or the web session, and never from the
 * request. Neither part is ever logged or sent to a store; both are hashed.
 *
 * @param owner who may watch and stop the run
 * @param run which one it is, as chosen by whoever starts it: one per generation, never
 * one per conversation
 * @since 0.1.0
 */
public record RelayId(String owner, String run) {

	/**
	 * Create an id.
	 * @param owner who may watch and stop the run
	 * @param run which one it is, as chosen by whoever starts it: one per generation,
	 * never one per conversation
	 * @throws IllegalArgumentException if the owner is blank
	 */
	public RelayId {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(run, "'run' must not be null");
		if (!StringUtils.hasText(owner)) {
			throw new IllegalArgumentException("'owner' must not be blank");
		}
	}

	/**
	 * Create an id that no other run has, for those who need no repetition of a request.
	 * @param owner who may watch and stop the run
	 * @return the id
	 */
	public static RelayId random(String owner) {
		return new RelayId(owner, UUID.randomUUID().toString());
	}

	/**
	 * Return the hash of both parts, as it stands in the log.
	 * @return a text without owner and run
	 */
	@Override
	public String toString() {
		return "RelayId[" + RelayKey.of(this) + "]";
	}

}
