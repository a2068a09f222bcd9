package ai.apixo.test;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What is answered to a request.
 *
 * @param description the answer in words
 * @param response the response
 * @param problem what is wrong with it in the eyes of the test, if anything is
 */
record ChosenAnswer(String description, Mono<WireResponse> response, @Nullable String problem) {

	/**
	 * Answer what the test has not scripted: status 501, which no client tries again.
	 */
	static ChosenAnswer none(String text, ReceivedRequest request, String requestId) {
		String problem = request.masked(text);
		WireReply reply = ReplyRendering.error(501, ErrorTypes.of(501), problem, requestId);
		return new ChosenAnswer("501 " + problem, Playback.of(reply, null), problem);
	}

}
