package com.example.apixo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.MessagesRequest;

/**
 * Answers {@code --prompt="..."} on standard output. The main thread has nothing else to
 * do, so here it may wait for each piece of text.
 */
@Component
@Profile("prompt")
class PromptRunner implements ApplicationRunner, ExitCodeGenerator {

	private static final String CLEAR_LINE = "\r\u001B[K";

	private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
			StandardCharsets.UTF_8);

	private final ApixoMessagesClient client;

	private int exitCode;

	PromptRunner(ApixoMessagesClient client) {
		this.client = client;
	}

	@Override
	@SuppressWarnings("SystemConsoleNull") // null in a pipe, on 17 as on 25
	public void run(ApplicationArguments arguments) {
		String prompt = String.join(" ", arguments.getOptionValues("prompt"));
		Flux<String> answer = this.client.streamText(MessagesRequest.builder().user(prompt).build());
		try {
			for (String piece : ((System.console() != null) ? withProgress(answer) : answer).toIterable()) {
				this.out.print(piece);
				this.out.flush();
			}
			this.out.println();
		}
		catch (ApixoException ex) {
			System.err.println(ex.getMessage());
			this.exitCode = 1;
		}
	}

	static Flux<String> withProgress(Flux<String> answer) {
		Flux<String> progress = Flux.interval(Duration.ofMillis(100))
			.map((tick) -> "\rAsking, %.1f s".formatted(tick / 10.0));
		return answer.publish((text) -> Flux.merge(progress.takeUntilOther(text),
				text.switchOnFirst((first, rest) -> rest.startWith(CLEAR_LINE))));
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
