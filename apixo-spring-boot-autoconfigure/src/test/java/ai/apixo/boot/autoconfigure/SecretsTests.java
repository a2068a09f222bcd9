package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Reply;

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

	/**
	 * For the probe of health, which the gateway of the test kit refuses by itself.
	 */
	private static final Script REFUSING = (response) -> response.respond(401, "application/json", ERROR);

	private static final Reply ANSWERING = Reply.reply().text(ANSWER);

	/**
	 * What is no HTTP, but echoes the key.
	 */
	private static final List<String> HEADS = List.of("HTTP/1.1 " + KEY + " " + KEY, "x-api-key: " + KEY,
			"HTTP/1.1 200 OK\r\nX-Echo: a\0" + KEY + "\r\n" + KEY + ": " + KEY,
			"HTTP/1.1 200 OK\r\nContent-Length: " + KEY, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + KEY);

	private static final List<Reply> REPLIES = List.of(ANSWERING, Reply.response(401, "application/json", ERROR),
			Reply.response(502, "text/html", "<p>" + KEY + "</p>").header("request-id", KEY),
			Reply.response(400, "text/plain", "https://x.example/?key=" + KEY),
			Reply.response(429, "application/json", ERROR).header("retry-after", "3600"),
			Reply.response(307, "text/plain", "").header("location", "http://127.0.0.1:1/" + KEY),
			Reply.sse(ANSWERING.take(1).body() + "data: " + ERROR + "\n\n"),
			Reply.sse(started("{\"text\":\"" + ANSWER + "\n\n")),
			Reply.sse(started("{\"type\":\"content_block_delta\",\"delta\":\"" + ANSWER + "\"}\n\n")), ANSWERING.cut(),
			ANSWERING.reset(), ANSWERING.header("content-encoding", "gzip"),
			Reply.response(200, "text/html", "<p>" + KEY + "</p>"), Reply.sse(started(ANSWER.repeat(10_000))),
			Reply.silence(), ANSWERING.stall());

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
			REPLIES.forEach((reply) -> call(clients, reply));
			HEADS.forEach((head) -> callWithoutHttp(clients, head));
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

	private void call(ApixoMessagesClient.Builder clients, Reply reply) {
		try (MockApixoGateway gateway = TestReplies.sending(reply)) {
			call(clients.baseUrl(gateway.baseUrl()).build());
		}
	}

	private void callWithoutHttp(ApixoMessagesClient.Builder clients, String head) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write(head + "\r\n\r\n");
			response.finish();
		})) {
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

	private static String started(String data) {
		return ANSWERING.take(3).body() + "data: " + data;
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
