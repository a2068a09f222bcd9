package ai.apixo.test;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.hangUp;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the gateway does whatever the test scripts.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class GatewayRulesTests {

	@EachTransport
	@DisplayName("KIT-1 one script serves a socket and memory alike, behind the real client")
	void oneScriptServesASocketAndMemory(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(error(429), reply().text("Hel", "lo"), reply().text("Hel").cut());
			ApixoMessagesClient client = gateway.client();
			StepVerifier.create(client.streamText(Requests.hello())).expectNext("Hel", "lo").verifyComplete();
			assertThat(Conversations.outcome(client).text()).isEqualTo("Hel");
			assertThat(gateway).received(3);
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-1 the socket is bound to 127.0.0.1 and no other address")
	void socketIsBoundToLoopback() throws Exception {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			URI baseUrl = URI.create(gateway.baseUrl());
			assertThat(baseUrl.getHost()).isEqualTo("127.0.0.1");
			List<InetAddress> others = NetworkInterface.networkInterfaces()
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
				.toList();
			for (InetAddress other : others) {
				assertThatThrownBy(() -> new Socket(other, baseUrl.getPort()).close())
					.isInstanceOf(java.io.IOException.class);
			}
		}
	}

	@Test
	@DisplayName("KIT-1 a gateway in memory has no address and says what to use instead")
	void gatewayInMemoryHasNoAddress() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			assertThatIllegalStateException().isThrownBy(gateway::baseUrl).withMessageContaining("client()");
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			textBlock = """
					POST | /v1/complete | key | {} | 404 | not_found_error | /v1/complete
					HEAD | / | key | `` | 404 | `` | ``
					GET | /v1/messages | key | `` | 405 | invalid_request_error | GET
					POST | /v1/messages | `` | {} | 401 | authentication_error | x-api-key
					POST | /v1/messages | key | {} | 400 | invalid_request_error | model, max_tokens, messages
					POST | /v1/messages | key | {"model":"m","messages":[{"role":"user","content":"x"}]} | 400 | invalid_request_error | max_tokens: Field
					POST | /v1/messages | key | {"model":1,"max_tokens":"x","messages":{}} | 400 | invalid_request_error | model, max_tokens, messages
					POST | /v1/messages | key | [] | 400 | invalid_request_error | JSON object
					POST | /v1/messages | key | no json | 400 | invalid_request_error | JSON object
					""",
			delimiter = '|')
	@DisplayName("KIT-2 what any gateway refuses is refused without a script and fails no test")
	void refusesWhatAnyGatewayRefuses(String method, String path, String key, String body, int status, String type,
			String says) {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + path))
				.method(method, HttpRequest.BodyPublishers.ofString(body));
			if (!key.isEmpty()) {
				request.header("x-api-key", key);
			}
			var response = RawHttp.send(request);
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(type).contains(says);
			assertThat(gateway.requests()).isEmpty();
			assertThat(gateway.toString()).contains("refused " + method + " " + path).contains(status + " ");
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-2 any key is accepted, as x-api-key or as a bearer token")
	void acceptsABearerToken() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.enqueue(reply().text("Hi"));
			var response = RawHttp.send(HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/v1/messages"))
				.header("authorization", "Bearer anything")
				.POST(HttpRequest.BodyPublishers.ofString(RawHttp.REQUEST)));
			assertThat(response.statusCode()).isEqualTo(200);
		}
	}

	@EachTransport
	@DisplayName("KIT-5 of concurrent requests each takes its own reply, none is lost or used twice")
	void concurrentRequestsTakeTheirOwnReplies(Transport transport) {
		int calls = 100;
		try (MockApixoGateway gateway = transport.gateway()) {
			String[] texts = IntStream.range(0, calls).mapToObj(String::valueOf).toArray(String[]::new);
			for (String text : texts) {
				gateway.enqueue(reply().text(text));
			}
			ApixoMessagesClient client = gateway.client();
			List<String> received = Flux.range(0, calls)
				.flatMap((call) -> client.streamText(Requests.hello()).subscribeOn(Schedulers.boundedElastic()), 20)
				.collectList()
				.blockOptional(Conversations.LONG)
				.orElseThrow();
			assertThat(received).containsExactlyInAnyOrder(texts);
			gateway.verify();
		}
	}

	@EachTransport
	@DisplayName("KIT-6 requests are typed values and the text as it came, the last 1,000 of them")
	void requestsAreTypedValues(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply());
			ApixoMessagesClient client = gateway.client();
			Flux.range(0, 1003)
				.concatMap((call) -> client.create(Conversations.asking("call " + call)))
				.blockLast(Conversations.LONG);
			assertThat(gateway).received(1003);
			List<ReceivedRequest> requests = gateway.requests();
			assertThat(requests).hasSize(1000);
			assertThat(requests.get(0).body().messages()).isEqualTo(Conversations.asking("call 3").messages());
			assertThat(requests.get(999).json()).startsWith("{\"model\":").contains("call 1002");
			assertThat(requests.get(999).headers().getFirst("x-api-key")).isNotBlank();
			assertThat(requests.get(999).isStream()).isFalse();
		}
	}

	@EachTransport
	@DisplayName("KIT-6 KIT-34 no text shows the key, and at most 2 KB of a body")
	void noTextShowsTheKey(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply());
			ApixoMessagesClient client = gateway.client().mutate().apiKey("kit-secret-1234567890").build();
			client.create(Conversations.asking("my key is kit-secret-1234567890 " + "y".repeat(3000)))
				.block(Conversations.LONG);
			ReceivedRequest request = gateway.requests().get(0);
			for (String text : List.of(request.toString(), gateway.toString())) {
				assertThat(text).doesNotContain("kit-secret")
					.contains("x-api-key: ******")
					.doesNotContain("y".repeat(2048))
					.contains("y".repeat(1000));
			}
			assertThatThrownBy(() -> assertThat(gateway).lastRequest().hasHeader("x-api-key", "other"))
				.hasMessageNotContaining("kit-secret");
			assertThatThrownBy(() -> assertThat(request).hasLastUserText("other"))
				.hasMessageNotContaining("kit-secret");
			gateway.reset();
			assertThatThrownBy(() -> client.create(Conversations.asking("kit-secret-1234567890")).block())
				.hasMessageContaining("501");
			assertThatThrownBy(gateway::verify).hasMessageNotContaining("kit-secret").hasMessageContaining("Request 1");
		}
	}

	@EachTransport
	@DisplayName("KIT-7 verify() fails for unscripted requests and unused replies, with a transcript")
	void verifyFailsForWhatWasNotAskedFor(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> request.lastUserText().equals("unused")).reply(reply());
			gateway.verify();
			assertThatThrownBy(() -> Conversations.created(gateway.client())).isInstanceOf(ApixoApiException.class);
			gateway.enqueue(reply().text("left over"));
			gateway.enqueueHeld(error(529));
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class)
				.hasMessageContaining("Request 1 has no reply")
				.hasMessageContaining("No request used the reply reply().text(\"left over\")")
				.hasMessageContaining("No request used the reply error(529), held")
				.hasMessageContaining("Transcript of the gateway")
				.hasMessageContaining("#1 POST /v1/messages");
		}
	}

	@EachTransport
	@DisplayName("KIT-8 reset() forgets scripts, requests and counters and closes open connections")
	void resetForgets(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hel").stall(), reply().text("unused"));
			StepVerifier.create(gateway.client().streamText(Requests.hello()))
				.expectNext("Hel")
				.then(gateway::reset)
				.expectErrorSatisfies((failure) -> assertThat(failure).isNotNull())
				.verify(Conversations.LONG);
			assertThat(gateway.requests()).isEmpty();
			gateway.verify();
			gateway.enqueue(reply().toolUse("x", java.util.Map.of()));
			assertThat(Conversations.created(gateway.client()).id()).isEqualTo("msg_1");
			assertThat(gateway).received(1);
		}
	}

	@Test
	@DisplayName("KIT-8 reset() that meets a response on its way to the client ends its body, and nothing else")
	void resetMeetsAResponseOnItsWay() {
		IncomingRequest request = IncomingRequest.of("POST", "/v1/messages", new HttpHeaders(), new byte[0]);
		Exchange exchange = new Exchange("#1", request, new ClientPresence(), "",
				Mono.fromSupplier(() -> new WireResponse(200, new HttpHeaders(), Flux.never())));
		StepVerifier.create(exchange.response().doOnNext((response) -> exchange.abort()))
			.assertNext((response) -> StepVerifier.create(response.body()).verifyError(ConnectionClosed.class))
			.verifyComplete();
	}

	@Test
	@DisplayName("KIT-8 close() frees the port and may be called twice")
	void closeFreesThePort() throws Exception {
		MockApixoGateway gateway = MockApixoGateway.start();
		int port = URI.create(gateway.baseUrl()).getPort();
		gateway.close();
		gateway.close();
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.getLocalPort()).isEqualTo(port);
		}
	}

	@EachTransport
	@DisplayName("KIT-9 masking the key of client() changes no sentence")
	void keyResemblesNoText(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(hangUp(), hangUp(), hangUp(), hangUp());
			assertThat(Conversations.outcome(gateway.client()).failure()).isInstanceOf(ApixoConnectionException.class)
				.message()
				.doesNotContain("*");
			String key = new ArrayList<>(gateway.requests()).get(0).headers().getFirst("x-api-key");
			assertThat(key).hasSizeGreaterThan(16);
		}
	}

	@EachTransport
	@DisplayName("KIT-19 a client that cancels or times out is seen while the reply is silent")
	void closingClientIsSeen(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hel").stall(), reply().text("Hel").stall(), Reply.silence(),
					reply().delay(Duration.ofHours(1)));
			ApixoMessagesClient client = gateway.client();
			StepVerifier.create(client.streamText(Requests.hello())).expectNext("Hel").thenCancel().verify();
			assertThat(gateway).lastRequest().isClosedByClientWithin(Conversations.LONG);
			assertThat(gateway.requests().get(0).isClosedByClient()).isTrue();
			StepVerifier
				.create(client.mutate().idleTimeout(Duration.ofMillis(500)).build().streamText(Requests.hello()))
				.thenConsumeWhile((text) -> true)
				.expectError()
				.verify(Conversations.LONG);
			assertThat(gateway).lastRequest().isClosedByClientWithin(Conversations.LONG);
			ApixoMessagesClient impatient = client.mutate().responseTimeout(Duration.ofMillis(50)).build();
			StepVerifier.create(impatient.create(Requests.hello())).expectError().verify(Conversations.LONG);
			assertThat(gateway).lastRequest().isClosedByClientWithin(Conversations.LONG);
			StepVerifier.create(impatient.create(Requests.hello())).expectError().verify(Conversations.LONG);
			assertThat(gateway).lastRequest().isClosedByClientWithin(Conversations.LONG);
		}
	}

	@EachTransport
	@DisplayName("KIT-19 a client that has read its reply has not closed it")
	void clientThatReadsToTheEndHasNotClosed(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hello"));
			Conversations.created(gateway.client());
			assertThat(gateway.requests().get(0).isClosedByClient()).isFalse();
		}
	}

	@EachTransport
	@DisplayName("KIT-34 assertions say what was expected, what came, and the transcript")
	void assertionsTellWhatCame(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hello"));
			Conversations.created(gateway.client());
			assertThatThrownBy(() -> assertThat(gateway).received(2)).isInstanceOf(AssertionError.class)
				.hasMessageContaining("Expected 2 requests but 1 came")
				.hasMessageContaining("#1 POST /v1/messages");
			assertThatThrownBy(() -> assertThat(gateway).lastRequest().hasModel("other"))
				.isInstanceOf(AssertionError.class)
				.hasMessageContaining("Expected model: other")
				.hasMessageContaining("but came: " + Requests.hello().model())
				.hasMessageContaining("reply().text(\"Hello\")");
			assertThatThrownBy(() -> assertThat(gateway).request(1)).hasMessageContaining("index 1");
		}
	}

	@Test
	@DisplayName("KIT-34 a gateway goes on when an application context that closes ends the event loops of all")
	void outlivesTheEventLoopsOfOthers() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.when((request) -> true).reply(reply().text("Hello"));
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setShutdownQuietPeriod(Duration.ZERO);
			resources.start();
			resources.stop();
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("Hello");
		}
	}

}
