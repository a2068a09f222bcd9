package com.example.apixo.chat;

import java.util.List;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ApixoModels;
import ai.apixo.web.ApixoServerSentEvents;

/**
 * What the page talks to. When the page goes away or presses stop, its request is
 * cancelled, and with it the {@code Flux} and the call to the gateway.
 */
@RestController
record ChatController(ToolLoop toolLoop) {

	private static final int MAX_ROUNDS = 5;

	@PostMapping(path = "/api/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> chat(@RequestBody ChatRequest request) {
		return this.toolLoop.answer(request.toMessagesRequest(), MAX_ROUNDS)
			.onErrorResume(ApixoException.class, (error) -> Mono.just(new PageEvent.Problem(error)))
			.onErrorResume(CallNotPermittedException.class, (error) -> Mono.just(new PageEvent.Problem(error)))
			.timed() // for the page to draw, whose own clock would measure the browser
			.map((event) -> ServerSentEvent.builder(event.get())
				.id(String.valueOf(event.elapsedSinceSubscription().toMillis()))
				.build())
			.as(ApixoServerSentEvents::of);
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
