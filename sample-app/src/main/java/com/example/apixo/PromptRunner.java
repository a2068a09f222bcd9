package com.example.apixo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

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
		boolean terminal = System.console() != null;
		this.out.print(terminal ? "Asking ..." : "");
		String before = terminal ? CLEAR_LINE : "";
		try {
			for (String text : this.client.streamText(MessagesRequest.builder().user(prompt).build()).toIterable()) {
				this.out.print(before + text);
				before = "";
				if (this.out.checkError()) { // flushes, and tells when nobody reads on
					return;
				}
			}
			this.out.println();
		}
		catch (ApixoException ex) {
			System.err.println(before + ex.getMessage());
			this.exitCode = 1;
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
