package ai.apixo.relay;

import java.util.Objects;
import java.util.UUID;

import org.springframework.util.StringUtils;

/**
 * The id of a run: its owner, who may watch and stop it, and its name. The owner is
 * determined by the application, for example from the name of the user or the web
 * session, and never taken from the request. Neither part is ever logged or sent to a
 * store; both are hashed.
 *
 * @param owner the owner, who may watch and stop the run
 * @param run the name of the run, chosen by whoever starts it: one per generation, never
 * one per conversation
 * @since 0.1.0
 */
public record RelayId(String owner, String run) {

	/**
	 * Create an id.
	 * @param owner the owner, who may watch and stop the run
	 * @param run the name of the run, chosen by whoever starts it: one per generation,
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
	 * Create a unique id, for applications in which a request is never repeated.
	 * @param owner the owner, who may watch and stop the run
	 * @return the id
	 */
	public static RelayId random(String owner) {
		return new RelayId(owner, UUID.randomUUID().toString());
	}

	/**
	 * Return the hash of both parts, as used in the log.
	 * @return a text without owner and run
	 */
	@Override
	public String toString() {
		return "RelayId[" + RelayKey.of(this) + "]";
	}

}
