package com.example.apixo.chat;

import java.util.List;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.RelayId;
import ai.apixo.tool.ToolRun;

/**
 * What the page talks to. An answer goes on at the server when its page goes away: the
 * page comes back to it, any number of tabs watch it, and its call to the gateway ends
 * when it is stopped.
 */
@RestController
record ChatController(WatchedRuns watchedRuns, WaitingRuns waitingRuns, ApixoRelay relay, JsonMapper json) {

	@PostMapping(path = "/api/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> chat(@RequestBody ChatRequest request, WebSession session) {
		RelayId id = (request.run() != null) ? id(session, request.run()) : RelayId.random(owner(session));
		return this.relay.start(id, sent(this.watchedRuns.stream(request.toMessagesRequest())))
			.thenMany(this.relay.watch(id, null));
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

	@GetMapping("/api/runs")
	Mono<List<PageEvent.Approval>> waiting() {
		return this.waitingRuns.all();
	}

	@DeleteMapping("/api/runs/{waiting}")
	Mono<Void> forget(@PathVariable String waiting) {
		return this.waitingRuns.take(waiting).then();
	}

	@PostMapping(path = "/api/runs/{waiting}/{decision:allow|deny}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> decide(@PathVariable String waiting, @PathVariable String decision,
			@RequestParam String run, WebSession session) {
		RelayId id = id(session, run);
		return this.waitingRuns.take(waiting)
			.switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
			.flatMapMany(
					(taken) -> this.relay
						.start(id,
								sent(this.watchedRuns
									.stream(decision.equals("allow") ? taken.approveAll() : denied(taken))))
						.filter(Boolean::booleanValue)
						.switchIfEmpty(Mono
							.error(() -> new ResponseStatusException(HttpStatus.CONFLICT, "This run already exists.")))
						.onErrorResume((failure) -> this.waitingRuns.giveBack(waiting, taken).then(Mono.error(failure)))
						.thenMany(this.relay.watch(id, null)));
	}

	private static ToolRun denied(ToolRun run) {
		ToolRun denied = run;
		for (ToolUseBlock call : run.pendingCalls()) {
			denied = denied.deny(call.id(), "The user did not allow it.");
		}
		return denied;
	}

	private Flux<?> sent(Flux<Object> events) {
		return events.onErrorResume(ProblemReason::isKnown, (failure) -> Mono.just(PageEvent.Problem.of(failure)))
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
