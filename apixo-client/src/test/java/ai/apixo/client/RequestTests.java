package ai.apixo.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.POJONode;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call sends.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RequestTests {

	private final TestConnector connector;

	RequestTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("HTTP-1 a call posts to /v1/messages")
	void postsToMessages() {
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
			assertThat(gateway.requests()).singleElement()
				.extracting(GatewayRequest::line)
				.isEqualTo("POST /v1/messages HTTP/1.1");
		}
	}

	@Test
	@DisplayName("HTTP-2 a stream has each header of the API exactly once")
	void sendsHeadersOnce() {
		GatewayRequest request = requestOf(this.connector.webClient());
		assertThat(request.header("x-api-key")).containsExactly(Requests.KEY);
		assertThat(request.header("anthropic-version")).containsExactly("2023-06-01");
		assertThat(request.header("content-type")).containsExactly("application/json");
		assertThat(request.header("accept")).containsExactly("text/event-stream");
		assertThat(request.header("content-length")).hasSize(1);
		assertThat(request.header("host")).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-2 nothing is sent that was not asked for: no cookie, authorization, upgrade, expect, encoding")
	void sendsNothingElse() {
		GatewayRequest request = requestOf(this.connector.webClient());
		assertThat(request.header("cookie")).isEmpty();
		assertThat(request.header("authorization")).isEmpty();
		assertThat(request.header("upgrade")).isEmpty();
		assertThat(request.header("expect")).isEmpty();
		assertThat(request.header("anthropic-beta")).isEmpty();
		assertThat(request.header("accept-encoding")).allMatch("identity"::equals);
	}

	@Test
	@DisplayName("HTTP-2 what the builder of the application adds does not stand beside the key or twice")
	void dropsCredentialsOfTheApplicationsBuilder() {
		GatewayRequest request = requestOf(this.connector.webClient()
			.defaultHeader("Authorization", "Bearer other")
			.defaultHeader("X-Api-Key", "other")
			.defaultHeader("Accept", "application/xml")
			.defaultHeader("Content-Type", "application/xml")
			.defaultHeader("Cookie", "a=b")
			.defaultHeader("x-team", "red")
			.defaultCookie("session", "other")
			.defaultRequest((spec) -> spec.cookie("c", "d").header("authorization", "Basic other")));
		assertThat(request.header("authorization")).isEmpty();
		assertThat(request.header("cookie")).isEmpty();
		assertThat(request.header("x-api-key")).containsExactly(Requests.KEY);
		assertThat(request.header("accept")).containsExactly("text/event-stream");
		assertThat(request.header("content-type")).containsExactly("application/json");
		assertThat(request.header("x-team")).containsExactly("red");
	}

	@Test
	@DisplayName("HTTP-2 a filter of the application sees no key and adds no other credentials")
	void keepsTheKeyFromFilters() {
		List<String> seen = new CopyOnWriteArrayList<>();
		GatewayRequest request = requestOf(this.connector.webClient().filter((filtered, next) -> {
			seen.add(filtered.headers().toString());
			return next.exchange(ClientRequest.from(filtered)
				.header("Authorization", "Bearer other")
				.header("X-Api-Key", "other")
				.header("x-team", "red")
				.cookie("session", "other")
				.build());
		}));
		assertThat(seen).hasSize(1).allMatch((headers) -> !headers.contains(Requests.KEY));
		assertThat(request.header("authorization")).isEmpty();
		assertThat(request.header("cookie")).isEmpty();
		assertThat(request.header("x-api-key")).containsExactly(Requests.KEY);
		assertThat(request.header("x-team")).containsExactly("red");
	}

	@Test
	@DisplayName("HTTP-2 cookies that the gateway sets are not sent back")
	void keepsNoCookies() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "Set-Cookie: a=b; Path=/"))) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Outcome.of(client.stream(Requests.hello()));
			Outcome.of(client.stream(Requests.hello()));
			assertThat(gateway.requests()).hasSize(2).allMatch((request) -> request.header("cookie").isEmpty());
		}
	}

	@Test
	@DisplayName("HTTP-2 version, betas and further headers can be set")
	void sendsSetHeaders() {
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway)
				.anthropicVersion("2024-01-01")
				.anthropicBeta("a-1", "b-2")
				.defaultHeader("x-team", "red", "blue")
				.build()
				.stream(Requests.hello()));
			GatewayRequest request = gateway.requests().get(0);
			assertThat(request.header("anthropic-version")).containsExactly("2024-01-01");
			assertThat(request.header("anthropic-beta")).containsExactly("a-1,b-2");
			assertThat(String.join(",", request.header("x-team"))).isEqualTo("red,blue");
		}
	}

	@Test
	@DisplayName("HTTP-2 HTTP-3 an answer in one piece asks for JSON and says that it is no stream")
	void asksForJson() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			Outcome.of(this.connector.client(gateway).build().create(Requests.hello()));
			GatewayRequest request = gateway.requests().get(0);
			assertThat(request.header("accept")).containsExactly("application/json");
			assertThat(json(request).path("stream").booleanValue()).isFalse();
		}
	}

	@Test
	@DisplayName("HTTP-3 text of any language and of several megabytes arrives whole, as UTF-8")
	void sendsUtf8() {
		String text = "\uD83D\uDE00 \u4F60\u597D \u2028 \u00E9 ".repeat(200_000);
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway).build().stream(Requests.hello().toBuilder().user(text).build()));
			JsonNode messages = json(gateway.requests().get(0)).path("messages");
			assertThat(messages.path(1).path("content").stringValue().equals(text)).isTrue();
		}
	}

	@Test
	@DisplayName("HTTP-3 stream is true whatever the caller set, and unknown fields pass through")
	void setsStream() {
		MessagesRequest asked = Requests.hello()
			.toBuilder()
			.additionalProperty("stream", false)
			.additionalProperty("mcp_servers", "x")
			.build();
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway).build().stream(asked));
			GatewayRequest request = gateway.requests().get(0);
			assertThat(json(request).path("stream").booleanValue()).isTrue();
			assertThat(json(request).path("mcp_servers").stringValue()).isEqualTo("x");
			assertThat(request.body()).containsOnlyOnce("\"stream\"");
		}
	}

	@Test
	@DisplayName("HTTP-3 the body is encoded once however many attempts are made")
	void encodesOnce() {
		Counting counting = new Counting(new AtomicInteger());
		MessagesRequest asked = Requests.hello()
			.toBuilder()
			.additionalProperty("counted", new POJONode(counting))
			.build();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(502, "text/html", "<html></html>"))) {
			Outcome.of(this.connector.client(gateway).retry(Retries.attempts(3)).build().stream(asked));
			assertThat(gateway.requests()).hasSize(3)
				.extracting(GatewayRequest::body)
				.containsOnly(gateway.requests().get(0).body());
			assertThat(counting.count()).hasValue(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'',/v1/messages", "/,/v1/messages", "/gw,/gw/v1/messages", "/gw/,/gw/v1/messages",
			"/a/b%20c//,/a/b%20c/v1/messages", "/v1,/v1/messages", "/v1/,/v1/messages", "/v1/messages,/v1/messages",
			"/v1/messages/,/v1/messages", "/gw/v1,/gw/v1/messages", "/gw/v1/messages/,/gw/v1/messages",
			"/v1/gw,/v1/gw/v1/messages", "/messages,/messages/v1/messages", "/gwv1,/gwv1/v1/messages" })
	@DisplayName("HTTP-4 a path of the base URL is kept as prefix, but for the endpoint itself")
	void keepsPrefix(String suffix, String path) {
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway).baseUrl(gateway.url() + suffix).build().stream(Requests.hello()));
			assertThat(gateway.requests().get(0).path()).isEqualTo(path);
		}
	}

	@Test
	@DisplayName("HTTP-4 the base URL of the application's builder is not used")
	void ignoresBaseUrlOfTheApplicationsBuilder() {
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome.of(this.connector.client(gateway)
				.webClientBuilder(this.connector.webClient().baseUrl(URI.create("http://127.0.0.1:1/x").toString()))
				.build()
				.stream(Requests.hello()));
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HTTP-5 nothing is sent before the subscription, and each subscription is a call")
	void isCold() {
		try (ScriptedGateway gateway = helloGateway()) {
			Flux<StreamEvent> stream = this.connector.client(gateway).build().stream(Requests.hello());
			assertThat(gateway.requests()).isEmpty();
			assertThat(Outcome.of(stream).elements()).hasSize(Requests.EVENTS);
			assertThat(Outcome.of(stream).elements()).hasSize(Requests.EVENTS);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	private static ScriptedGateway helloGateway() {
		return ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM));
	}

	private GatewayRequest requestOf(WebClient.Builder webClient) {
		try (ScriptedGateway gateway = helloGateway()) {
			Outcome<StreamEvent> outcome = Outcome
				.of(this.connector.client(gateway).webClientBuilder(webClient).build().stream(Requests.hello()));
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			return gateway.requests().get(0);
		}
	}

	private static JsonNode json(GatewayRequest request) {
		return JsonMapper.shared().readTree(request.body());
	}

	record Counting(AtomicInteger count) {

		@JsonValue
		int value() {
			return this.count.incrementAndGet();
		}

	}

}
