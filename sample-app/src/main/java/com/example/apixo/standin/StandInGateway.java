package com.example.apixo.standin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code POST /v1/messages} with a script from {@code stand-in}, part by part at
 * the pace of a model; a prompt such as {@code /529} asks for the script of that name.
 * The first prompt and every eighth after it are turned away once: a retry is never far.
 */
final class StandInGateway {

	private final AtomicInteger prompts = new AtomicInteger();

	private final AtomicInteger busy = new AtomicInteger();

	private final Duration pace;

	StandInGateway(Duration pace) {
		this.pace = pace;
	}

	DisposableServer start() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.post("/v1/messages", this::receive))
			.bindNow();
	}

	private Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
		String key = request.requestHeaders().get("x-api-key", "wrong");
		return request.receive()
			.aggregate()
			.asString()
			.map(JsonMapper.shared()::readTree)
			.onErrorComplete()
			.defaultIfEmpty(JsonMapper.shared().createObjectNode())
			.map(StandInScript::new)
			.publishOn(Schedulers.boundedElastic()) // where files may be read
			.flatMap((script) -> Mono.fromCallable(() -> script.parts(choose(key, script))))
			.flatMap((parts) -> play(parts, response));
	}

	private String choose(String key, StandInScript script) {
		JsonNode request = script.request();
		if (key.equals("wrong")) {
			return "401";
		}
		if (!request.has("model") || !request.has("max_tokens") || request.path("messages").isEmpty()) {
			return "400";
		}
		String prompt = script.prompt();
		boolean turnedAway = this.prompts.getAndIncrement() % 8 == 0;
		if (turnedAway || (prompt.startsWith("/429") && this.busy.incrementAndGet() % 3 != 0)) {
			return "429";
		}
		if (prompt.matches("(?s)/(529|cut|stall|slow)\\b.*")) {
			return prompt.split("\\W")[1];
		}
		boolean stream = request.path("stream").asBoolean(false);
		boolean clock = request.has("tools") && prompt.matches("(?s).* time .*(Lisbon|Tokyo).*");
		boolean thinking = request.path("model").asString().endsWith("-thinking");
		return !stream ? "message" : clock ? "clock" : thinking ? "thinking" : "text";
	}

	private Mono<Void> play(List<String> script, HttpServerResponse response) {
		String[] head = script.get(0).strip().split("\n|: ");
		response.status(Integer.parseInt(head[0]));
		for (int i = 1; i < head.length; i += 2) {
			response.header(head[i], head[i + 1]);
		}
		return response.sendString(Flux.fromIterable(script)
			.skip(1)
			.concatMap((part) -> play(part, response), 1)
			.doOnCancel(() -> LogFactory.getLog(getClass()).info("The caller hung up before the end of the answer")))
			.then();
	}

	private Mono<String> play(String part, HttpServerResponse response) {
		return switch (part.strip()) {
			case ": silence" -> Mono.never();
			case ": hang up" -> Mono.fromRunnable(() -> response.withConnection((connection) -> connection.dispose()));
			default -> Mono.just(part).delayElement(this.pace.multipliedBy(part.startsWith(": slowly") ? 10 : 1));
		};
	}

}
