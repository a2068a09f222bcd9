package ai.apixo.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.connector.ConnectorOutcome;
import ai.apixo.client.connector.DefaultConnector;
import ai.apixo.client.connector.LazyWebClient;
import ai.apixo.client.encode.RequestBody;
import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.client.lifecycle.BaseUrl;

/**
 * {@code POST /v1/messages} of one gateway with one key.
 */
final class MessagesEndpoint {

	private static final String PATH = "/v1/messages";

	private static final String BALANCE_PATH = "/api/v1/apikeys/current-balance";

	private static final String ROOT = "/";

	/**
	 * By which the observations of {@code WebClient} name a request. It is set by
	 * {@code uri(String)}, which would take the address apart for each.
	 */
	private static final String URI_TEMPLATE_ATTRIBUTE = WebClient.class.getName() + ".uriTemplate";

	private final LazyWebClient webClient;

	private final BaseUrl baseUrl;

	private final URI messages;

	private final URI root;

	private final ApiKeySource apiKey;

	private final RequestHeaders headers;

	/**
	 * Keys change rarely, and a hash costs more than the rest of a turn.
	 */
	private volatile @Nullable KeyId lastKeyId;

	MessagesEndpoint(LazyWebClient webClient, BaseUrl baseUrl, ApiKeySource apiKey, RequestHeaders headers) {
		this(webClient, baseUrl, PATH, apiKey, headers);
	}

	private MessagesEndpoint(LazyWebClient webClient, BaseUrl baseUrl, String path, ApiKeySource apiKey,
			RequestHeaders headers) {
		this.webClient = webClient;
		this.baseUrl = baseUrl;
		this.messages = URI.create(baseUrl.value() + path);
		this.root = URI.create(baseUrl.value() + ROOT);
		this.apiKey = apiKey;
		this.headers = headers;
	}

	/**
	 * A builder for clients that were given none.
	 */
	static WebClient.Builder webClientBuilder() {
		WebClient.Builder builder = WebClient.builder();
		ClientHttpConnector connector = DefaultConnector.create();
		return (connector != null) ? builder.clientConnector(connector) : builder;
	}

	/**
	 * Complete a user's builder. It is the caller's own clone.
	 */
	static LazyWebClient webClient(WebClient.Builder builder, @Nullable ClientHttpConnector connector) {
		builder.defaultHeaders((headers) -> {
			headers.remove(HttpHeaders.AUTHORIZATION);
			headers.remove(HttpHeaders.COOKIE);
		});
		builder.defaultCookies(MultiValueMap::clear);
		List<ExchangeFilterFunction> filters = new ArrayList<>();
		builder.filters(filters::addAll);
		builder.filter(filters.isEmpty() ? ConnectorOutcome::observe : ConnectorOutcome::observeWithBody);
		if (connector != null) {
			builder.clientConnector(connector);
		}
		return new LazyWebClient(builder);
	}

	/**
	 * Return the place where the balance of the key is told.
	 */
	MessagesEndpoint balanceAt(BaseUrl address) {
		return new MessagesEndpoint(this.webClient, address, BALANCE_PATH, this.apiKey, this.headers);
	}

	String origin() {
		return this.baseUrl.origin();
	}

	String host() {
		return this.baseUrl.host();
	}

	/**
	 * Return the address of the messages.
	 */
	String address() {
		return this.messages.toString();
	}

	String serverAddress() {
		return this.baseUrl.value().getHost();
	}

	/**
	 * Return the key of one attempt.
	 * @param limits how long it may take
	 * @return the key when it is subscribed to
	 */
	Mono<String> apiKey(TimeLimits limits) {
		return this.apiKey.checked(limits);
	}

	/**
	 * Return the id of a key, which does not reveal the key.
	 */
	String keyId(String key) {
		KeyId known = this.lastKeyId;
		if (known == null || !known.key().equals(key)) {
			known = new KeyId(key, this.baseUrl.keyId(key));
			this.lastKeyId = known;
		}
		return known.id();
	}

	/**
	 * A request with its response. Every status is a response here, none an error, and
	 * the body has to be subscribed to.
	 * @param body the JSON to send
	 * @param key the key of the attempt
	 * @param accept the media type asked for
	 * @param sending is given the request when it has a connection, and what writes it
	 * @return the response when it is subscribed to
	 */
	Mono<ResponseEntity<Flux<DataBuffer>>> exchange(RequestBody body, String key, MediaType accept,
			BiFunction<ClientHttpRequest, Mono<Void>, Mono<Void>> sending) {
		Sending content = new Sending((request) -> {
			request.getCookies().clear();
			writeHeaders(request.getHeaders(), body.size(), key, accept);
			return sending.apply(request, request.writeWith(body.buffers(request.bufferFactory())));
		});
		return webClient().post()
			.uri(this.messages)
			.attribute(URI_TEMPLATE_ATTRIBUTE, PATH)
			.body(content)
			.retrieve()
			.onStatus((status) -> true, (response) -> Mono.empty())
			.toEntityFlux(BodyExtractors.toDataBuffers())
			.doOnNext((response) -> content.sent());
	}

	/**
	 * Last of all, so that no filter of the application's sees or changes them, and the
	 * exceptions of {@code WebClient}, which hold the headers of a request, cannot hold
	 * the key.
	 */
	private void writeHeaders(HttpHeaders headers, int size, String key, MediaType accept) {
		this.headers.writeTo(headers, key);
		headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
		headers.setContentLength(size);
		headers.set(HttpHeaders.ACCEPT, accept.toString());
		// Some connectors ask for gzip otherwise, and proxies hold back what they
		// compress.
		headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
	}

	/**
	 * Ask for the balance of a key.
	 * @param key the key
	 * @param sending is given the request when it has a connection, and what writes it
	 * @return the response when it is subscribed to
	 */
	Mono<ResponseEntity<Flux<DataBuffer>>> balance(String key,
			BiFunction<ClientHttpRequest, Mono<Void>, Mono<Void>> sending) {
		return webClient().method(HttpMethod.GET)
			.uri(this.messages)
			.attribute(URI_TEMPLATE_ATTRIBUTE, BALANCE_PATH)
			.body((request, context) -> {
				request.getCookies().clear();
				request.getHeaders().setBearerAuth(key);
				request.getHeaders().set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
				request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
				return sending.apply(request, request.setComplete());
			})
			.retrieve()
			.onStatus((status) -> true, (response) -> Mono.empty())
			.toEntityFlux(BodyExtractors.toDataBuffers());
	}

	/**
	 * A request that only shows whether anybody answers; the key is not sent.
	 * @return the response when it is subscribed to
	 */
	Mono<ResponseEntity<Flux<DataBuffer>>> rootPage() {
		return webClient().head()
			.uri(this.root)
			.attribute(URI_TEMPLATE_ATTRIBUTE, ROOT)
			.retrieve()
			.onStatus((status) -> true, (response) -> Mono.empty())
			.toEntityFlux(BodyExtractors.toDataBuffers());
	}

	/**
	 * Load what the first call needs on the thread of its subscriber. The key may come on
	 * a thread that must not read files.
	 */
	void prepare() {
		webClient();
	}

	private WebClient webClient() {
		return ApplicationCode.call(this.webClient::get);
	}

	/**
	 * Writes a request, until there is a response. Connections of Reactor Netty keep the
	 * first request that they are used for, with its body and whom to tell.
	 */
	private static final class Sending implements BodyInserter<Void, ClientHttpRequest> {

		private volatile @Nullable Function<ClientHttpRequest, Mono<Void>> writing;

		Sending(Function<ClientHttpRequest, Mono<Void>> writing) {
			this.writing = writing;
		}

		@Override
		public Mono<Void> insert(ClientHttpRequest request, Context context) {
			Function<ClientHttpRequest, Mono<Void>> current = this.writing;
			return (current != null) ? current.apply(request)
					: Mono.error(new IllegalStateException("The request has been responded to already"));
		}

		void sent() {
			this.writing = null;
		}

	}

	private record KeyId(String key, String id) {

		@Override
		public String toString() {
			return this.id;
		}

	}

}
