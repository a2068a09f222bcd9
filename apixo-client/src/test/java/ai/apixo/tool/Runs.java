package ai.apixo.tool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import ai.apixo.messages.content.ToolResultBlock;

/**
 * What these tests ask of runs.
 */
final class Runs {

	private Runs() {
	}

	static List<ToolRunEvent> collect(Flux<ToolRunEvent> events) {
		return Objects.requireNonNull(events.collectList().block(Duration.ofSeconds(30)));
	}

	static ToolRun end(Flux<ToolRunEvent> events) {
		return Objects
			.requireNonNull(events.ofType(RunFinished.class).map(RunFinished::run).blockLast(Duration.ofSeconds(30)));
	}

	static @Nullable String callOf(ToolRunEvent event) {
		if (event instanceof ToolStarted started) {
			return started.call().id();
		}
		if (event instanceof ToolProgress progress) {
			return progress.call().id();
		}
		return (event instanceof ToolFinished finished) ? finished.call().id() : null;
	}

	static List<ToolResultBlock> results(List<ToolRunEvent> events) {
		return events.stream()
			.filter(ToolFinished.class::isInstance)
			.map((event) -> ((ToolFinished) event).result())
			.toList();
	}

	static String text(ToolResultBlock result) {
		return (result.content() != null) ? result.content().text() : "";
	}

}
