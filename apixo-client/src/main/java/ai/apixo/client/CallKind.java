package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

/**
 * How a good reply becomes an answer.
 *
 * @param <T> the answer
 */
interface CallKind<T> {

	/**
	 * What to ask for.
	 * @return the {@code accept} header
	 */
	MediaType accept();

	/**
	 * Begin to read a reply with a 2xx status.
	 * @param reply head, body and failures of the reply
	 * @param outcome where the answer or the failure goes
	 * @return what reads the body
	 */
	BodyReceiver reader(ReceivedResponse reply, Sinks.One<T> outcome);

}
