package com.example.apixo.chat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * The loop, with a model that never has enough of its tool.
 */
class ToolLoopTests {

	private static final MessagesRequest REQUEST = MessagesRequest.builder().user("What time is it?").build();

	private final WatchedCalls calls = mock(WatchedCalls.class);

	private final ToolLoop loop = new ToolLoop(this.calls);

	@BeforeEach
	void wantTheToolAgain() {
		ToolUseBlock call = new ToolUseBlock("toolu_1", "city_clock", JsonMapper.shared().readTree("""
				{"city": "Lisbon", "time_zone": "Europe/Lisbon"}"""));
		Message empty = Message.builder().id("msg_1").model("m").build();
		List<StreamEvent> events = List.of(new MessageStart(empty), new ContentBlockStart(0, call),
				new ContentBlockStop(0), new MessageStop());
		given(this.calls.stream(any(), any())).willAnswer((invocation) -> Flux.fromIterable(events)
			.doOnNext(invocation.getArgument(1, MessageAccumulator.class)::accept));
	}

	@Test
	void aModelThatNeverHasEnoughIsAskedNoMoreThanAllowed() {
		StepVerifier.create(this.loop.answer(REQUEST, 3).filter((event) -> !(event instanceof StreamEvent)))
			.expectNextMatches(ToolResultBlock.class::isInstance)
			.expectNextMatches(ToolResultBlock.class::isInstance)
			.expectNextMatches(PageEvent.Problem.class::isInstance)
			.verifyComplete();
		then(this.calls).should(times(3)).stream(any(), any());
	}

	@Test
	void eachRoundTakesTheCallAndItsResultAlong() {
		this.loop.answer(REQUEST, 2).blockLast();
		ArgumentCaptor<MessagesRequest> requests = ArgumentCaptor.forClass(MessagesRequest.class);
		then(this.calls).should(times(2)).stream(requests.capture(), any());
		assertThat(requests.getValue().messages()).hasSize(3).startsWith(REQUEST.messages().get(0));
		assertThat(requests.getValue().messages().get(1).content().blocks())
			.hasExactlyElementsOfTypes(ToolUseBlock.class);
		assertThat(requests.getValue().messages().get(2).content().blocks())
			.hasExactlyElementsOfTypes(ToolResultBlock.class);
	}

}
