package com.example.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.example.release.Travel.Runs;
import com.example.release.Travel.Waiting;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolRunner;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

class TravelTests {

	private final MockApixoGateway gateway = MockApixoGateway.inMemory();

	private final List<String> table = new ArrayList<>();

	private final Travel travel = new Travel(runner(), new Runs() {

		@Override
		public Mono<String> save(String json) {
			TravelTests.this.table.add(json);
			return Mono.just(String.valueOf(TravelTests.this.table.size() - 1));
		}

		@Override
		public Mono<String> find(String id) {
			return Mono.just(TravelTests.this.table.get(Integer.parseInt(id)));
		}

	});

	private ToolRunner runner() {
		ApixoMessagesClient client = this.gateway.client().mutate().defaultModel("m").defaultMaxTokens(100).build();
		return ToolRunner.builder(client)
			.tools(ToolFunction.of("book", "Books the ferry.", () -> "Booked.").requiringApproval())
			.build();
	}

	@Test
	void aRunWaitsInTheTableUntilItIsApproved() {
		this.gateway.enqueue(reply().toolUse("book", Map.of()), reply().text("Have a good trip."));
		Waiting waiting = Objects.requireNonNull(this.travel.start("Book the ferry.").block());
		assertThat(waiting.pendingCalls()).extracting(ToolUseBlock::name).containsExactly("book");
		assertThat(this.travel.approve(waiting.id()).block()).isEqualTo("Have a good trip.");
		assertThat(this.gateway.requests().get(1).json()).contains("Booked.");
	}

	@Test
	void eventsOfARunEndWithTheRun() {
		this.gateway.enqueue(reply().text("By ferry."));
		assertThat(this.travel.travel("How do I get there?").blockLast()).isInstanceOf(RunFinished.class);
	}

}
