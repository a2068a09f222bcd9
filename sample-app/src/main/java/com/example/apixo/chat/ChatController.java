package com.example.apixo.chat;

import java.util.List;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ApixoModels;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.RelayId;

/**
 * What the page talks to. An answer goes on at the server when its page goes away: the
 * page comes back to it, any number of tabs watch it, and its call to the gateway ends
 * when it is stopped.
 */
@RestController
record ChatController(ToolLoop toolLoop, ApixoRelay relay, JsonMapper json) {

	private static final int MAX_ROUNDS = 5;

	@PostMapping(path = "/api/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> chat(@RequestBody ChatRequest request, WebSession session) {
		RelayId id = (request.run() != null) ? id(session, request.run()) : RelayId.random(owner(session));
		return this.relay.start(id, events(request)).thenMany(this.relay.watch(id, null));
	}

	@GetMapping(path = "/api/chat/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> watch(@PathVariable String run,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last, WebSession session) {
		return this.relay.watch(id(session, run), last);
	}

	@DeleteMapping("/api/chat/{run}")
	Mono<Boolean> stop(@PathVariable String run, WebSession session) {
		return this.relay.stop(id(session, run));
	}

	private Flux<?> events(ChatRequest request) {
		return this.toolLoop.answer(request.toMessagesRequest(), MAX_ROUNDS)
			.onErrorResume(ApixoException.class, (error) -> Mono.just(new PageEvent.Problem(error)))
			.onErrorResume(CallNotPermittedException.class, (error) -> Mono.just(new PageEvent.Problem(error)))
			.startWith(new PageEvent.Asked(request.prompt())) // for a page that comes
																// back
			.timed() // for the page to draw, whose own clock would measure the browser
			.map((event) -> new SentEvent(event.elapsedSinceSubscription().toMillis(),
					this.json.valueToTree(event.get())));
	}

	private static RelayId id(WebSession session, String run) {
		return new RelayId(owner(session), run);
	}

	private static String owner(WebSession session) {
		session.start();
		return session.getId();
	}

	@GetMapping("/api/models")
	List<String> models() {
		return ApixoModels.ALL;
	}

	@ExceptionHandler
	ProblemDetail refuse(IllegalArgumentException error) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, error.getMessage());
	}

}
