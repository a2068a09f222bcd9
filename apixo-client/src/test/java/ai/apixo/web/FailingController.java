package ai.apixo.web;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A controller of an application, for WebFlux and Spring MVC alike.
 */
@RestController
class FailingController {

	private final RuntimeException failure;

	FailingController(RuntimeException failure) {
		this.failure = failure;
	}

	@GetMapping("/message")
	Mono<String> message() {
		return Mono.error(this.failure);
	}

	@GetMapping(path = "/text", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> text() {
		return Flux.just("Hello", " world").as(ApixoServerSentEvents::of);
	}

	@GetMapping(path = "/cut", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> cut() {
		return Flux.just(" Hel").concatWith(Mono.error(this.failure)).as(ApixoServerSentEvents::of);
	}

}
