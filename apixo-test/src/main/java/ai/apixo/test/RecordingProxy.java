package ai.apixo.test;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import ai.apixo.client.connector.ReactorNettyGateway;

/**
 * Sends requests on to a real gateway, with its key.
 */
final class RecordingProxy {

	private static final String PATH = "/v1/messages";

	private static final String API_KEY = "x-api-key";

	/** What belongs to a connection and not to a request. */
	private static final Set<String> OF_THE_CONNECTION = Set.of("host", "content-length", "transfer-encoding",
			"connection", API_KEY, "authorization", "cookie", "accept-encoding");

	private final WebClient webClient = WebClient.builder()
		.clientConnector(
				new ReactorClientHttpConnector(ReactorNettyGateway.configureForPieces(HttpClient.newConnection())))
		.build();

	private final URI uri;

	private final String apiKey;

	RecordingProxy(String baseUrl, String apiKey) {
		this.uri = URI.create(baseUrl.strip().replaceFirst("(/v1(/messages)?)?/*$", "") + PATH);
		if (!String.valueOf(this.uri.getScheme()).matches("https?") || this.uri.getHost() == null) {
			throw new IllegalArgumentException(
					"To record, name the base URL of a gateway, such as https://llm.apixo.ai; \"" + baseUrl
							+ "\" is none");
		}
		this.apiKey = apiKey.strip();
	}

	String host() {
		return this.uri.getHost();
	}

	Mono<WireResponse> send(IncomingRequest request) {
		return this.webClient.post()
			.uri(this.uri)
			.headers((headers) -> copy(request.headers(), headers))
			.bodyValue(request.body())
			.retrieve()
			.onStatus((status) -> true, (response) -> Mono.empty())
			.toEntityFlux(BodyExtractors.toDataBuffers())
			.map(RecordingProxy::response)
			.onErrorMap((failure) -> new ConnectionClosed(failure));
	}

	private void copy(HttpHeaders received, HttpHeaders sent) {
		received.forEach((name, values) -> {
			if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
				sent.put(name, values);
			}
		});
		if (received.containsHeader(API_KEY)) {
			sent.set(API_KEY, this.apiKey);
		}
		else {
			sent.setBearerAuth(this.apiKey);
		}
	}

	private static WireResponse response(ResponseEntity<Flux<DataBuffer>> response) {
		HttpHeaders headers = new HttpHeaders(response.getHeaders());
		OF_THE_CONNECTION.forEach(headers::remove);
		Flux<DataBuffer> body = (response.getBody() != null) ? response.getBody() : Flux.empty();
		return new WireResponse(response.getStatusCode().value(), headers,
				body.map(RecordingProxy::bytes)
					.filter((chunk) -> chunk.length > 0)
					.onErrorMap((failure) -> new ConnectionClosed(failure)));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
