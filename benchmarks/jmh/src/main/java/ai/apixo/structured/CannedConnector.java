package ai.apixo.structured;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers every request with the same stream, in buffers as a socket would give them, so
 * that the client does all of its work and the network none.
 */
final class CannedConnector implements ClientHttpConnector {

	private static final int BUFFER_SIZE = 8192;

	private final byte[] stream;

	private volatile Runnable atEnd = () -> {
	};

	private CannedConnector(byte[] stream) {
		this.stream = stream;
	}

	/**
	 * Set what to do when a stream has been read to its end.
	 */
	void atEnd(Runnable action) {
		this.atEnd = action;
	}

	/**
	 * Answer with a text.
	 * @param text the text, streamed in deltas of twenty characters
	 */
	static CannedConnector text(String text) {
		StringBuilder stream = new StringBuilder("""
				data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
				"content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

				data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

				""");
		for (int from = 0; from < text.length(); from += 20) {
			stream.append(
					"data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"")
				.append(text.substring(from, Math.min(from + 20, text.length())).replace("\"", "\\\""))
				.append("\"}}\n\n");
		}
		stream.append("""
				data: {"type":"content_block_stop","index":0}

				data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}

				data: {"type":"message_stop"}

				""");
		return new CannedConnector(stream.toString().getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
		return requestCallback.apply(request).then(Mono.fromSupplier(this::response));
	}

	private ClientHttpResponse response() {
		MockClientHttpResponse response = new MockClientHttpResponse(HttpStatus.OK);
		response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
		int buffers = (this.stream.length + BUFFER_SIZE - 1) / BUFFER_SIZE;
		response.setBody(Flux.fromStream(() -> IntStream.range(0, buffers).mapToObj(this::buffer))
			.doOnTerminate(() -> this.atEnd.run()));
		return response;
	}

	private DataBuffer buffer(int number) {
		int from = number * BUFFER_SIZE;
		return DefaultDataBufferFactory.sharedInstance
			.wrap(Arrays.copyOfRange(this.stream, from, Math.min(from + BUFFER_SIZE, this.stream.length)));
	}

}
