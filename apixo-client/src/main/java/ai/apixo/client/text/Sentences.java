package ai.apixo.client.text;

import org.jspecify.annotations.Nullable;

/**
 * The form of the client's error messages: what happened, what to do, and the request id.
 *
 * @since 0.1.0
 */
public final class Sentences {

	private Sentences() {
	}

	/**
	 * Return an error message.
	 * @param happened what happened, which may end with a sentence of the gateway
	 * @param advice what to do about it
	 * @param requestId the gateway's id of the request, or {@code null}
	 * @return two sentences
	 */
	public static String of(String happened, String advice, @Nullable String requestId) {
		String end = (requestId != null) ? " (request id " + requestId + ")." : ".";
		boolean ended = happened.endsWith(".") || happened.endsWith("!") || happened.endsWith("?");
		return happened + (ended ? " " : ". ") + advice + end;
	}

}
