package com.example.release;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.ThinkingDelta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What a unit test of an application does without any gateway: the client is an
 * interface.
 */
class AnswersTests {

	private static final Message MESSAGE = JsonMapper.builder()
		.findAndAddModules()
		.build()
		.readValue("""
				{"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
				"content":[{"type":"text","text":"Hello."}],"usage":{"input_tokens":1,"output_tokens":2}}""",
				Message.class);

	private final ApixoMessagesClient client = mock(ApixoMessagesClient.class);

	private final Answers answers = new Answers(this.client);

	@Test
	void wholeAnswerComesInOnePiece() {
		given(this.client.create(any())).willReturn(Mono.just(MESSAGE));
		StepVerifier.create(this.answers.explain())
			.expectNextMatches((message) -> message.text().equals("Hello."))
			.expectComplete()
			.verify(Duration.ofSeconds(20));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void printedContentShowsKindsButNoText(CapturedOutput output) {
		given(this.client.create(any())).willReturn(Mono.just(MESSAGE));
		this.answers.printContent();
		assertThat(output).contains("[TextBlock[length=6").doesNotContain("Hello.");
	}

	@Test
	void thinkingIsToldFromText() {
		given(this.client.stream(any())).willReturn(Flux.just(new ContentBlockDelta(0, new ThinkingDelta("Hmm, ")),
				new ContentBlockDelta(1, new TextDelta("Hello.")), new ContentBlockDelta(0, new ThinkingDelta("yes"))));
		this.answers.showThinking(MessagesRequest.builder().user("Hello?").build());
		assertThat(this.answers.shown()).isEqualTo("Hmm, yes");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			end_turn,   Hello.
			max_tokens, Hello. ... (raise max_tokens for the rest)
			refusal,    The model declined to summarize this.""")
	void summarySaysWhenItIsNotComplete(String stopReason, String summary) {
		Message message = MESSAGE.toBuilder().stopReason(new StopReason(stopReason)).build();
		assertThat(this.answers.summary(message)).isEqualTo(summary);
	}

}
