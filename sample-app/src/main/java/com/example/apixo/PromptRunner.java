package com.example.apixo;

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

/** Answers {@code --prompt="..."} on standard output, piece by piece. */
@Component
@Profile("prompt")
class PromptRunner implements ApplicationRunner, ExitCodeGenerator {

	private final ApixoMessagesClient client;

	private int exitCode;

	PromptRunner(ApixoMessagesClient client) {
		this.client = client;
	}

	@Override
	@SuppressWarnings("SystemConsoleNull") // null in a pipe, on 17 as on 25
	public void run(ApplicationArguments arguments) {
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		String prompt = String.join(" ", arguments.getOptionValues("prompt"));
		String clear = (System.console() != null) ? "\r\u001B[K" : "";
		out.print(clear.isEmpty() ? "" : "Asking ...");
		try { // on the main thread, which may wait for each piece
			for (String text : this.client.streamText(MessagesRequest.builder().user(prompt).build()).toIterable()) {
				out.print(clear + text);
				clear = "";
				if (out.checkError()) { // flushes, and tells when nobody reads on
					return;
				}
			}
			out.println();
		}
		catch (ApixoException ex) {
			System.err.println(clear + ex.getMessage());
			this.exitCode = 1;
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
