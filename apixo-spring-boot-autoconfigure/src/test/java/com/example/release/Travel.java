package com.example.release;

import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.tool.ToolRun;
import ai.apixo.tool.ToolRunEvent;
import ai.apixo.tool.ToolRunner;

/**
 * Runs of tools in a controller, as the page on tools writes them.
 */
@RestController
class Travel {

	private final ToolRunner runner;

	private final Runs runs;

	Travel(ToolRunner runner, Runs runs) {
		this.runner = runner;
		this.runs = runs;
	}

	@GetMapping(path = "/travel", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ToolRunEvent> travel(@RequestParam String question) {
		return this.runner.stream(MessagesRequest.builder().user(question).build());
	}

	@PostMapping("/runs")
	Mono<Waiting> start(@RequestBody String question) {
		return this.runner.run(MessagesRequest.builder().user(question).build())
			.flatMap((run) -> this.runs.save(run.toJson()).map((id) -> new Waiting(id, run.pendingCalls())));
	}

	@PostMapping("/runs/{id}/approval")
	Mono<String> approve(@PathVariable String id) {
		return this.runs.find(id)
			.map(ToolRun::parse)
			.flatMap((run) -> this.runner.run(run.approveAll()))
			.map((run) -> run.lastMessage().text());
	}

	record Waiting(String id, List<ToolUseBlock> pendingCalls) {
	}

	/**
	 * A table of runs.
	 */
	interface Runs {

		Mono<String> save(String json);

		Mono<String> find(String id);

	}

}
