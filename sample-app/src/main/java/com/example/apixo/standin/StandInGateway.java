package com.example.apixo.standin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code POST /v1/messages} as the Messages API does, at the pace of a model. A
 * prompt that begins with {@code /429}, {@code /529}, {@code /cut}, {@code /stall} or
 * {@code /slow} gets that fault. The first request and every eighth after it are turned
 * away with {@code Retry-After}, so that a retry is never far.
 */
final class StandInGateway {

	private static final Log logger = LogFactory.getLog(StandInGateway.class);

	private static final int RETRY_AFTER_SECONDS = 2;

	private final StandInAuthor author = new StandInAuthor();

	private final AtomicInteger received = new AtomicInteger();

	private final AtomicInteger prompts = new AtomicInteger();

	private final AtomicInteger busy = new AtomicInteger();

	private final Duration pace;

	/**
	 * Creates a gateway.
	 * @param pace the time between two events, on average
	 */
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

	private Publisher<Void> receive(HttpServerRequest request, HttpServerResponse response) {
		response.header("request-id", "req_standin_%06d".formatted(this.received.incrementAndGet()));
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			StandInRefusal refusal = StandInRefusal.of(request.requestHeaders(), body);
			return (refusal != null) ? refuse(response, refusal) : answer(JsonMapper.shared().readTree(body), response);
		});
	}

	private Mono<Void> answer(JsonNode request, HttpServerResponse response) {
		String prompt = StandInAuthor.prompt(request);
		String fault = prompt.startsWith("/") ? prompt.split("\\s", 2)[0] : "";
		if (this.prompts.getAndIncrement() % 8 == 0 || (fault.equals("/429") && this.busy.incrementAndGet() % 3 != 0)) {
			return refuse(response.header("retry-after", String.valueOf(RETRY_AFTER_SECONDS)), StandInRefusal.BUSY);
		}
		if (fault.equals("/529")) {
			return refuse(response, StandInRefusal.OVERLOADED);
		}
		JsonNode message = this.author.write(request);
		Mono<Void> thinking = Mono.delay(this.pace.multipliedBy(12)).then();
		if (!request.path("stream").asBoolean(false)) {
			return thinking.then(send(response, message));
		}
		Flux<String> events = events(StandInStream.frames(message), fault, response);
		return response.sse().sendString(thinking.thenMany(events)).then();
	}

	private Flux<String> events(List<String> frames, String fault, HttpServerResponse response) {
		int half = frames.size() / 2;
		return switch (fault) {
			case "/cut" -> paced(frames.subList(0, half), 1)
				.concatWith(Mono.fromRunnable(() -> response.withConnection(Connection::dispose)));
			case "/stall" -> paced(frames.subList(0, half), 1).concatWith(Mono.never());
			case "/slow" -> paced(frames, 10);
			default -> paced(frames, 1);
		};
	}

	private Flux<String> paced(List<String> frames, int slowness) {
		return Flux.fromIterable(frames)
			.index()
			.concatMap((frame) -> Mono.just(frame.getT2())
				.delayElement(this.pace.multipliedBy(slowness * (1 + frame.getT1() * 7 % 5)).dividedBy(3)), 1)
			.doOnCancel(() -> logger.info("The caller hung up before the end of the answer"));
	}

	private static Mono<Void> refuse(HttpServerResponse response, StandInRefusal refusal) {
		String requestId = response.responseHeaders().get("request-id");
		return send(response.status(refusal.status()), JsonMapper.shared().valueToTree(refusal.body(requestId)));
	}

	private static Mono<Void> send(HttpServerResponse response, JsonNode body) {
		return response.header("content-type", "application/json").sendString(Mono.just(body.toString())).then();
	}

}
