package com.example.apixo.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.tool.ToolRun;

/** Keeps runs that wait for the person at the page, each as JSON in a file. */
@Component
class WaitingRuns {

	private static final Log logger = LogFactory.getLog(WaitingRuns.class);

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
					.flatMap((id) -> readable(id).map((run) -> new PageEvent.Approval(id, run.pendingCalls())))
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

	/** Gives back what was taken but could not go on. */
	Mono<Void> giveBack(String id, ToolRun run) {
		return blocking(() -> Files.writeString(file(id), run.toJson())).then();
	}

	/** What was decided meanwhile is gone, and what is no run stands in nobody's way. */
	private Stream<ToolRun> readable(String id) {
		try {
			return Stream.of(read(id));
		}
		catch (NoSuchFileException ex) {
			return Stream.empty();
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("The run in " + file(id) + " cannot be read. Delete it.", ex);
			return Stream.empty();
		}
	}

	private ToolRun read(String id) throws IOException {
		return ToolRun.parse(Files.readString(file(id)));
	}

	private Path file(String id) {
		return this.folder.resolve(id + ".json");
	}

	private static <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
