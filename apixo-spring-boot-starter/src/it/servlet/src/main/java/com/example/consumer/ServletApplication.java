package com.example.consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.Message;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Returns an answer from a servlet controller, and stays an application with servlets.
 */
@SpringBootApplication
public class ServletApplication {

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
		try (ConfigurableApplicationContext context = SpringApplication.run(ServletApplication.class, args)) {
			System.out.println("context: " + context.getClass().getSimpleName());
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			RestClient http = RestClient.create("http://127.0.0.1:" + port);
			System.out.println("hello: " + http.get().uri("/hello").retrieve().body(String.class));
			System.out.println("health: " + http.get().uri("/actuator/health").retrieve().body(String.class));
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

	@RestController
	static class HelloController {

		private final ApixoMessagesClient client;

		HelloController(ApixoMessagesClient client) {
			this.client = client;
		}

		@GetMapping("/hello")
		Mono<String> hello() {
			return this.client.streamMessage(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
				.maxTokens(64)
				.user("Say hello in one sentence.")
				.build()).map(Message::text);
		}

	}

}
