package ai.apixo.client.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What a gateway responded to a probe of the key.
 *
 * @param status the HTTP status
 * @param body the kind of the body
 * @param errorType {@code error.type} of a JSON error, or {@code null}
 * @since 0.1.0
 */
public record HealthProbeResponse(int status, Body body, @Nullable String errorType) {

	/**
	 * Kinds of bodies.
	 */
	public enum Body {

		/**
		 * A JSON object that says what is wrong.
		 */
		ERROR,

		/**
		 * A message of the Messages API.
		 */
		MESSAGE,

		/**
		 * Anything else, such as a page, or nothing.
		 */
		OTHER

	}

}
