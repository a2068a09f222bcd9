package com.example.note;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.RelayId;

@RestController
class AnswerController {

	private final ApixoMessagesClient client;

	private final ApixoRelay relay;

	AnswerController(ApixoMessagesClient client, ApixoRelay relay) {
		this.client = client;
		this.relay = relay;
	}

	@PostMapping(path = "/answers/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> ask(@PathVariable String run, @RequestBody MessagesRequest request, Principal user) {
		RelayId id = new RelayId(user.getName(), run);
		return this.relay.start(id, this.client.stream(request)).thenMany(this.relay.watch(id, null));
	}

	@GetMapping(path = "/answers/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> watch(@PathVariable String run,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last, Principal user) {
		return this.relay.watch(new RelayId(user.getName(), run), last);
	}

	@DeleteMapping("/answers/{run}")
	Mono<Boolean> stop(@PathVariable String run, Principal user) {
		return this.relay.stop(new RelayId(user.getName(), run));
	}

}
