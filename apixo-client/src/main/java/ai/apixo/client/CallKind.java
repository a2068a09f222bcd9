package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

/**
 * How a successful response becomes the outcome of a call.
 *
 * @param <T> the type of the outcome
 */
interface CallKind<T> {

	/**
	 * Return the media type to ask for.
	 * @return the {@code accept} header
	 */
	MediaType accept();

	/**
	 * Create the receiver for a response with a 2xx status.
	 * @param response the response
	 * @param outcome where the outcome or the failure goes
	 * @return the receiver of the body
	 */
	BodyReceiver receiver(ReceivedResponse response, Sinks.One<T> outcome);

}
