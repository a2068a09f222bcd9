package ai.apixo.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A controller of an application, for WebFlux and Spring MVC alike.
 */
@RestController
class RelayController {

	private final ApixoRelay relay;

	private final Flux<?> source;

	RelayController(ApixoRelay relay, Flux<?> source) {
		this.relay = relay;
		this.source = source;
	}

	@PostMapping(path = "/answers/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> ask(@PathVariable("run") String run) {
		RelayId id = new RelayId("ada", run);
		return this.relay.start(id, this.source).thenMany(this.relay.watch(id, null));
	}

	@GetMapping(path = "/answers/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> watch(@PathVariable("run") String run,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
		return this.relay.watch(new RelayId("ada", run), last);
	}

	@DeleteMapping("/answers/{run}")
	Mono<Boolean> stop(@PathVariable("run") String run) {
		return this.relay.stop(new RelayId("ada", run));
	}

}
