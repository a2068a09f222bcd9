package ai.apixo.test;

import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;

/**
 * A response for the transport to send.
 *
 * @param status the status
 * @param headers the headers
 * @param body the chunks of the body; {@link ConnectionClosed} closes the connection
 */
record WireResponse(int status, HttpHeaders headers, Flux<byte[]> body) {

}
