package com.example.consumer;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.structured.StructuredOutput;

/**
 * Streams a response from a gateway on loopback and binds another to a record, with nothing but
 * the starter.
 */
@SpringBootApplication
public class BareApplication {

	private static final List<String> OPTIONAL = List.of("io.micrometer.core.instrument.MeterRegistry",
			"org.springframework.boot.actuate.endpoint.SanitizingFunction",
			"org.springframework.boot.health.contributor.Health",
			"io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration");

	private static final String ANSWER = """
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":", consumer"}}

			data: {"type":"content_block_stop","index":0}

			data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}

			data: {"type":"message_stop"}

			""";

	private static final String PLAN = """
			{"id":"msg_2","type":"message","role":"assistant","model":"claude-test","stop_reason":"end_turn","content":[
			{"type":"text","text":"{\\"title\\":\\"Bread\\",\\"first\\":{\\"type\\":\\"Rest\\",\\"minutes\\":40}}"}],
			"usage":{"input_tokens":9,"output_tokens":5}}""";

	@Bean
	StructuredOutput<Plan> plans(StructuredOutput.Builder builder) {
		return builder.build(Plan.class);
	}

	public static void main(String[] args) {
		DisposableServer gateway = startGateway();
		System.setProperty("gateway.url", "http://127.0.0.1:" + gateway.port());
		try (ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, args)) {
			System.out.println("context: " + context.getClass().getSimpleName());
			for (String type : OPTIONAL) {
				System.out.println((ClassUtils.isPresent(type, null) ? "present: " : "absent: ") + type);
			}
			context.getBean(ApixoMessagesClient.class)
				.streamText(MessagesRequest.builder()
					.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
					.maxTokens(64)
					.user("Say hello in one sentence.")
					.build())
				.doOnNext((text) -> System.out.println("text: " + text))
				.blockLast();
			StructuredOutput<Plan> plans = context.getBean(Plans.class).plans();
			Plan plan = plans.create(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
				.maxTokens(64)
				.user("How do I bake bread?")
				.build()).block();
			System.out.println("plan: " + plan);
		}
		gateway.disposeNow();
		System.out.println("closed");
	}

	private static DisposableServer startGateway() {
		return HttpServer.create().host("127.0.0.1").port(0).route((routes) -> routes.post("/v1/messages",
				(request, response) -> request.receive().aggregate().asString().flatMapMany((body) -> {
					if (body.contains("\"messages\":1")) {
						return response.status(400).sendString(Mono.just("{}"));
					}
					if (body.contains("\"stream\":false")) {
						return response.header("content-type", "application/json").sendString(Mono.just(PLAN));
					}
					return response.sse().sendString(Flux.just(ANSWER.split("(?<=\n\n)")));
				})))
			.bindNow();
	}

	@Component
	record Plans(StructuredOutput<Plan> plans) {
	}

	record Plan(String title, Step first) {
	}

	sealed interface Step permits Bake, Rest {
	}

	record Bake(int minutes, int celsius) implements Step {
	}

	record Rest(int minutes) implements Step {
	}

}
