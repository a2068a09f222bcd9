package ai.apixo.boot.autoconfigure.observation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call as a real tracer sees it.
 */
class TracingTests {

	private final MockApixoGateway gateway = TestReplies.sending(TestReplies.error(502, "api_error"),
			TestReplies.HELLO);

	private final CollectedSpans spans = new CollectedSpans();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, BraveAutoConfiguration.class,
				WebClientAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
				ApixoAutoConfiguration.class, ApixoObservationAutoConfiguration.class))
		.withBean(SpanHandler.class, () -> this.spans)
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "apixo.base-url=" + this.gateway.baseUrl(),
				"apixo.retry.initial-backoff=1ms", "management.tracing.sampling.probability=1");

	@AfterEach
	void closeGateway() {
		this.gateway.close();
	}

	@Test
	void oneSpanForTheCallWithAChildForEachAttempt() {
		this.contextRunner.run((context) -> {
			call(context);
			MutableSpan call = this.spans.named("chat claude-asked").get(0);
			assertThat(this.spans.named("chat claude-asked")).hasSize(1);
			assertThat(this.spans.named("http post")).hasSize(2).allSatisfy((attempt) -> {
				assertThat(attempt.traceId()).isEqualTo(call.traceId());
				assertThat(attempt.parentId()).isEqualTo(call.id());
			});
		});
	}

	@Test
	void spanTellsModelTokensAndAttempts() {
		this.contextRunner.run((context) -> {
			call(context);
			assertThat(this.spans.named("chat claude-asked").get(0).tags())
				.containsEntry("gen_ai.response.model", "claude-test")
				.containsEntry("gen_ai.usage.output_tokens", "7")
				.containsEntry("apixo.attempts", "2")
				.containsEntry("outcome", "success");
		});
	}

	@Test
	void traceGoesOnAtTheGateway() {
		this.contextRunner.run((context) -> {
			call(context);
			String traceId = this.spans.named("chat claude-asked").get(0).traceId();
			assertThat(this.gateway.requests())
				.allSatisfy((request) -> assertThat(String.valueOf(request.headers().getFirst("traceparent")))
					.contains(traceId));
		});
	}

	@Test
	@DisplayName("With context propagation switched on, operators after the client see the span of their caller")
	void operatorsAfterTheClientSeeTheSpanOfTheirCaller() {
		List<String> seen = new CopyOnWriteArrayList<>();
		Hooks.enableAutomaticContextPropagation();
		try {
			this.contextRunner.run((context) -> {
				Observation caller = Observation.start("caller", context.getBean(ObservationRegistry.class));
				StepVerifier
					.create(context.getBean(ApixoMessagesClient.class)
						.streamText(TestReplies.request())
						.doOnNext((text) -> seen.add(MDC.get("traceId") + " " + MDC.get("spanId")))
						.contextWrite((subscriber) -> subscriber.put(ObservationThreadLocalAccessor.KEY, caller)))
					.expectNextCount(2)
					.expectComplete()
					.verify(Duration.ofSeconds(20));
				caller.stop();
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
		MutableSpan caller = this.spans.named("caller").get(0);
		assertThat(seen).hasSize(2).containsOnly(caller.traceId() + " " + caller.id());
		assertThat(this.spans.named("chat claude-asked").get(0).parentId()).isEqualTo(caller.id());
	}

	@Test
	@DisplayName("RETRY-15: the log line of a retry has the trace id, and neither key nor prompt")
	void logLineOfARetryHasTheTraceId() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(ApixoMessagesClient.class);
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.INFO);
		try {
			this.contextRunner.run((context) -> {
				call(context);
				String traceId = this.spans.named("chat claude-asked").get(0).traceId();
				assertThat(log.list).singleElement().satisfies((line) -> {
					assertThat(line.getMDCPropertyMap()).containsEntry("traceId", traceId);
					assertThat(line.getFormattedMessage()).contains("502").doesNotContain(TestReplies.KEY, "Say hello");
				});
			});
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(null);
		}
	}

	@Test
	@DisplayName("SEC-3, SEC-9: no span has the key, the prompt or the answer")
	void noSpanHasKeyPromptOrAnswer() {
		this.contextRunner.run((context) -> {
			call(context);
			assertThat(this.spans.spans).isNotEmpty()
				.allSatisfy(
						(span) -> assertThat(span.toString()).doesNotContain(TestReplies.KEY, "Say hello", "Hello"));
		});
	}

	private static void call(ApplicationContext context) {
		StepVerifier.create(context.getBean(ApixoMessagesClient.class).streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(Duration.ofSeconds(20));
	}

	static final class CollectedSpans extends SpanHandler {

		private final List<MutableSpan> spans = new CopyOnWriteArrayList<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			return this.spans.add(span);
		}

		private List<MutableSpan> named(String name) {
			return this.spans.stream().filter((span) -> name.equals(Objects.requireNonNull(span).name())).toList();
		}

	}

}
