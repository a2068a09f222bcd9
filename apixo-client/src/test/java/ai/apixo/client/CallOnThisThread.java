package ai.apixo.client;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.AllocatedBytes;
import ai.apixo.client.error.ApixoException;

/**
 * Reads a response on the thread that asks for it, so that what it allocates can be
 * counted.
 */
final class CallOnThisThread {

	private static final int CHUNK = 8192;

	private CallOnThisThread() {
	}

	/**
	 * Return the bytes that a call allocates once its classes have been loaded. A failure
	 * is as good as a message.
	 * @param body the body of the response
	 * @param stream whether the body is a stream
	 * @param settings sets the client up
	 * @return the allocated bytes
	 */
	static long allocatedBytes(byte[] body, boolean stream, UnaryOperator<ApixoMessagesClient.Builder> settings) {
		call(body, stream, settings);
		long before = AllocatedBytes.ofThisThread();
		call(body, stream, settings);
		return AllocatedBytes.ofThisThread() - before;
	}

	private static void call(byte[] body, boolean stream, UnaryOperator<ApixoMessagesClient.Builder> settings) {
		ApixoMessagesClient client = settings
			.apply(ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl("http://localhost")
				.webClientBuilder(WebClient.builder()
					.exchangeFunction((request) -> Mono.just(ClientResponse.create(HttpStatus.OK)
						.header(HttpHeaders.CONTENT_TYPE, stream ? "text/event-stream" : "application/json")
						.body(chunks(body))
						.build())))
				.retry(Retries.none()))
			.build();
		(stream ? client.streamMessage(Requests.hello()) : client.create(Requests.hello()))
			.onErrorComplete(ApixoException.class)
			.block();
	}

	private static Flux<DataBuffer> chunks(byte[] bytes) {
		return Flux.range(0, (bytes.length + CHUNK - 1) / CHUNK)
			.map((number) -> DefaultDataBufferFactory.sharedInstance
				.wrap(ByteBuffer.wrap(bytes, number * CHUNK, Math.min(CHUNK, bytes.length - number * CHUNK)).slice()));
	}

}
