package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.beans.BeansEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.ScriptedResponse;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs calls that end in many ways in an application with logging at DEBUG, collects
 * everything that can be seen afterwards and looks for the key, the prompt and the answer
 * in it.
 */
class SecretsTests {

	private static final String KEY = "key-c0ffee-0123456789";

	private static final String PROMPT = "prompt-7f3a91";

	private static final String ANSWER = "answer-d41d8c";

	private static final String ERROR = "{\"type\":\"error\",\"error\":{\"type\":\"x_error\",\"message\":\"Bad key "
			+ KEY + "\"}}";

	private static final Script REFUSING = (response) -> response.respond(401, "application/json", ERROR);

	private static final Map<String, Script> GATEWAYS = Map.ofEntries(
			Map.entry("answers",
					(response) -> respond(response.request().body().contains("\"stream\":true"), response)),
			Map.entry("echoes the key in JSON", REFUSING),
			Map.entry("echoes the key in HTML and is tried again",
					(response) -> response.respond(502, "text/html", "<p>" + KEY + "</p>", "request-id: " + KEY)),
			Map.entry("echoes the key in an address",
					(response) -> response.respond(400, "text/plain", "https://x.example/?key=" + KEY)),
			Map.entry("asks to wait for too long",
					(response) -> response.respond(429, "application/json", ERROR, "Retry-After: 3600")),
			Map.entry("redirects",
					(response) -> response.respond(307, "text/plain", "", "Location: http://127.0.0.1:1/" + KEY)),
			Map.entry("sends an error event",
					(response) -> response.startStream()
						.chunk(stream().substring(0, 400))
						.chunk("\n\ndata: " + ERROR + "\n\n")
						.endStream()),
			Map.entry("sends broken JSON",
					(response) -> response.startStream()
						.chunk(start() + "data: {\"text\":\"" + ANSWER + "\n\n")
						.endStream()),
			Map.entry("sends JSON of another shape",
					(response) -> response.startStream()
						.chunk(start() + "data: {\"type\":\"content_block_delta\",\"delta\":\"" + ANSWER + "\"}\n\n")
						.endStream()),
			Map.entry("breaks off with FIN", (response) -> {
				response.startStream().chunk(start());
				response.finish();
			}), Map.entry("breaks off with RST", (response) -> {
				response.startStream().chunk(start());
				response.reset();
			}),
			Map.entry("sends a chunk that is none",
					(response) -> response.startStream().chunk(start()).write(ANSWER + "\r\n\r\n")),
			Map.entry("packs",
					(response) -> response.respond(200, "text/event-stream", stream(), "Content-Encoding: gzip")),
			Map.entry("sends a page", (response) -> response.respond(200, "text/html", "<p>" + KEY + "</p>")),
			Map.entry("sends too much",
					(response) -> response.startStream().chunk(start() + "data: " + ANSWER.repeat(10_000))),
			Map.entry("says nothing", (response) -> response.awaitClose()),
			Map.entry("falls silent", (response) -> response.startStream().chunk(start()).awaitClose()),
			Map.entry("speaks no HTTP", (response) -> {
				response.write(String.join("\r\n", response.request().headers()) + "\r\n\r\n");
				response.finish();
			}));

	private final StringWriter failures = new StringWriter();

	private final StringWriter shown = new StringWriter();

	private final Queue<MutableSpan> spans = new ConcurrentLinkedQueue<>();

	@AfterEach
	void restoreLogging() throws JoranException {
		LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
		logging.reset();
		new ContextInitializer(logging).autoConfig();
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("SEC-2 SEC-3 SEC-9 HEALTH-1 whatever happens, nothing that can be seen has the key, the prompt or the answer")
	void showsNoSecret(String connector) throws IOException {
		try (ScriptedGateway gateway = ScriptedGateway.playing(REFUSING);
				ConfigurableApplicationContext application = start(gateway, connector)) {
			ApixoMessagesClient.Builder clients = application.getBean(ApixoMessagesClient.Builder.class)
				.responseTimeout(Duration.ofMillis(500))
				.idleTimeout(Duration.ofMillis(200))
				.maxMessageSize(DataSize.ofKilobytes(100));
			GATEWAYS.values().forEach((script) -> call(clients, script));
			callWithoutGateway(clients);
			show(application, clients);
			assertThat(gateway.requests()).isNotEmpty()
				.allSatisfy((request) -> assertThat(request.header("x-api-key")).containsExactly(KEY));
		}
		String all = Files.readString(Path.of("target/secrets/all.log"));
		String info = Files.readString(Path.of("target/secrets/info.log"));
		assertThat(all).contains("DEBUG", "HTTP POST");
		assertThat(info).contains("INFO ai.apixo.client.ApixoMessagesClient", "status 502");
		assertThat(this.failures.toString()).contains("ApixoApiException", "ApixoProtocolException",
				"ApixoIncompleteStreamException", "ApixoConnectionException", "ApixoTimeoutException",
				"ApixoLimitException", "ApixoConfigurationException", "******");
		assertThat(this.shown.toString()).contains("apixo.api-key", "apixoMessagesClient", "Key refused",
				"gen_ai.client.operation.duration", "ApixoMessagesClient[");
		assertThat(this.spans).isNotEmpty();
		for (String visible : List.of(all, this.failures.toString(), this.shown.toString(), this.spans.toString())) {
			assertThat(lines(visible, KEY)).isEmpty();
		}
		for (String visible : List.of(info, this.failures.toString(), this.shown.toString(), this.spans.toString())) {
			assertThat(lines(visible, PROMPT)).isEmpty();
			assertThat(lines(visible, ANSWER)).isEmpty();
		}
	}

	private ConfigurableApplicationContext start(ScriptedGateway gateway, String connector) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory()
				.registerSingleton("collectingSpans", new CollectingSpans(this.spans)))
			.run("--apixo.api-key=" + KEY, "--apixo.base-url=" + gateway.url(), "--my.copy=Bearer " + KEY,
					"--spring.http.clients.reactive.connector=" + connector, "--apixo.retry.initial-backoff=1ms",
					"--apixo.retry.max-attempts=2", "--logging.config=classpath:logback-secrets.xml",
					"--logging.level.root=debug", "--spring.main.banner-mode=off", "--debug",
					"--management.tracing.sampling.probability=1", "--management.endpoints.web.exposure.include=*",
					"--management.endpoints.jmx.exposure.include=*", "--management.endpoint.env.show-values=always",
					"--management.endpoint.configprops.show-values=always",
					"--management.endpoint.health.show-details=always");
	}

	private void call(ApixoMessagesClient.Builder clients, Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			call(clients.baseUrl(gateway.url()).build());
		}
	}

	private void callWithoutGateway(ApixoMessagesClient.Builder clients) {
		call(clients.baseUrl("http://127.0.0.1:1").build());
		call(clients.baseUrl("http://no-such-host.invalid").build());
		try (TlsGateway untrusted = TlsGateway.start()) {
			call(clients.baseUrl(untrusted.url()).build());
		}
		call(clients.baseUrl("http://127.0.0.1:1").apiKey(() -> KEY + "\r\n" + KEY).build());
		clients.apiKey(KEY);
	}

	private void call(ApixoMessagesClient client) {
		MessagesRequest request = MessagesRequest.builder().model("m").maxTokens(10).user(PROMPT).build();
		this.shown.append(client + "\n" + request + "\n");
		List.<Function<MessagesRequest, Publisher<?>>>of(client::stream, client::create, client::streamMessage,
				client::streamText)
			.forEach((method) -> Flux.from(method.apply(request))
				.filter((element) -> !(element instanceof String))
				.doOnNext((element) -> this.shown.append(element + "\n"))
				.doOnError(this::tell)
				.onErrorComplete()
				.blockLast(Duration.ofSeconds(20)));
	}

	private void tell(Throwable failure) {
		failure.printStackTrace(new PrintWriter(this.failures));
		if (failure instanceof ApixoApiException api) {
			this.failures.append(api.body() + api.errorMessage() + api.requestId());
		}
	}

	private void show(ConfigurableApplicationContext application, ApixoMessagesClient.Builder clients) {
		JsonMapper json = JsonMapper.builder().build();
		for (Object seen : List.of(application.getBean(EnvironmentEndpoint.class).environment(null),
				application.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties(),
				application.getBean(BeansEndpoint.class).beans(), application.getBean(HealthEndpoint.class).health())) {
			this.shown.append(json.writeValueAsString(seen)).append('\n');
		}
		application.getBean(MeterRegistry.class)
			.getMeters()
			.forEach((meter) -> this.shown.append(meter.getId() + "\n"));
		for (Object object : List.of(clients, application.getBean(ApixoMessagesClient.class),
				application.getBean(ApixoProperties.class), application.getBean(ApixoConnectionDetails.class))) {
			this.shown.append(object + "\n");
		}
	}

	private static void respond(boolean stream, ScriptedResponse response) throws IOException {
		if (stream) {
			response.respond(200, "text/event-stream", stream());
		}
		else {
			response.respond(200, "application/json",
					"{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":"
							+ "\"text\",\"text\":\"" + ANSWER + "\"}],\"stop_reason\":\"end_turn\",\"usage\":{}}");
		}
	}

	private static String stream() {
		return Gateways.HELLO.replace("Hello", ANSWER);
	}

	private static String start() {
		return stream().substring(0, stream().indexOf("event: content_block_stop"));
	}

	private static List<String> lines(String text, String secret) {
		return text.lines().filter((line) -> line.contains(secret)).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static final class CollectingSpans extends SpanHandler {

		private final Queue<MutableSpan> spans;

		CollectingSpans(Queue<MutableSpan> spans) {
			this.spans = spans;
		}

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			return this.spans.add(span);
		}

	}

}
