package com.example.apixo.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.tool.ToolRun;

/** Keeps runs that wait for the person at the page, each as JSON in a file. */
@Component
class WaitingRuns {

	private final Path folder;

	WaitingRuns(@Value("${sample.runs}") Path folder) {
		this.folder = folder;
	}

	Mono<PageEvent.Approval> save(ToolRun run) {
		return blocking(() -> {
			String id = UUID.randomUUID().toString();
			Files.createDirectories(this.folder);
			Files.writeString(file(id), run.toJson());
			return new PageEvent.Approval(id, run.pendingCalls());
		});
	}

	Mono<List<PageEvent.Approval>> all() {
		return blocking(() -> {
			if (!Files.isDirectory(this.folder)) {
				return List.of();
			}
			try (Stream<Path> files = Files.list(this.folder)) {
				return files.map((file) -> file.getFileName().toString().replace(".json", ""))
					.sorted()
					.map((id) -> new PageEvent.Approval(id, read(id).pendingCalls()))
					.toList();
			}
		});
	}

	/** Whoever takes it first decides; for anybody else it is empty. */
	Mono<ToolRun> take(String id) {
		return blocking(() -> {
			Path file = file(UUID.fromString(id).toString());
			if (!Files.exists(file)) {
				return Mono.<ToolRun>empty();
			}
			ToolRun run = read(id);
			return Files.deleteIfExists(file) ? Mono.just(run) : Mono.<ToolRun>empty();
		}).flatMap((run) -> run);
	}

	private ToolRun read(String id) {
		try {
			return ToolRun.parse(Files.readString(file(id)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file(String id) {
		return this.folder.resolve(id + ".json");
	}

	private static <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
