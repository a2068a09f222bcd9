package com.example.consumer;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Shows health, spans and meters of a call.
 */
@SpringBootApplication
public class ObservedApplication {

	private static final String ANSWER = """
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":", consumer"}}

			data: {"type":"content_block_stop","index":0}

			data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}

			data: {"type":"message_stop"}

			""";

	public static void main(String[] args) {
		DisposableServer gateway = startGateway();
		System.setProperty("gateway.url", "http://127.0.0.1:" + gateway.port());
		try (ConfigurableApplicationContext context = SpringApplication.run(ObservedApplication.class, args)) {
			System.out.println("context: " + context.getClass().getSimpleName());
			IndicatedHealthDescriptor health = (IndicatedHealthDescriptor) context.getBean(HealthEndpoint.class)
				.healthForPath("apixo");
			System.out.println("health: " + health.getStatus() + " " + health.getDetails());
			context.getBean(ApixoMessagesClient.class)
				.streamText(MessagesRequest.builder()
					.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
					.maxTokens(64)
					.user("Say hello in one sentence.")
					.build())
				.doOnNext((text) -> System.out.println("text: " + text))
				.blockLast();
			context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().matches("(gen_ai|apixo)\\..*"))
				.forEach((meter) -> System.out.println("meter: " + meter.getId() + " " + meter.measure()));
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
					return response.sse().sendString(Flux.just(ANSWER.split("(?<=\n\n)")));
				})))
			.bindNow();
	}

	@Bean
	SpanHandler printedSpans() {
		return new SpanHandler() {

			@Override
			public boolean end(TraceContext context, MutableSpan span, Cause cause) {
				System.out.println("span: " + span);
				return true;
			}

		};
	}

}
