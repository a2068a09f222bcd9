package ai.apixo.benchmarks.toolfaults.ours;

import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoClientActivity;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * A client without a gateway, whose model calls a tool so many times and is done.
 */
final class CallingClient implements ApixoMessagesClient {

	private final List<StreamEvent> call;

	private final List<StreamEvent> done;

	private final int turns;

	CallingClient(int turns, int calls, String tool) {
		this.turns = turns;
		List<String> blocks = new ArrayList<>();
		for (int index = 0; index < calls; index++) {
			blocks.add("{\"type\":\"content_block_start\",\"index\":" + index
					+ ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_" + index + "\",\"name\":\"" + tool
					+ "\",\"input\":{}}}");
			blocks.add("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
		}
		this.call = answer(blocks, "tool_use");
		this.done = answer(List.of(), "end_turn");
	}

	private static List<StreamEvent> answer(List<String> blocks, String stopReason) {
		JsonMapper mapper = MessagesJsonMapper.create();
		List<String> events = new ArrayList<>();
		events.add(
				"{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"content\":[],\"usage\":{}}}");
		events.addAll(blocks);
		events.add("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason + "\"},\"usage\":{}}");
		events.add("{\"type\":\"message_stop\"}");
		return events.stream().map((json) -> mapper.readValue(json, StreamEvent.class)).toList();
	}

	@Override
	public Flux<StreamEvent> stream(MessagesRequest request) {
		boolean more = request.messages().size() / 2 < this.turns;
		return Flux.fromIterable(more ? this.call : this.done).hide();
	}

	@Override
	public Mono<Message> create(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Flux<String> streamText(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Message> streamMessage(MessagesRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Builder mutate() {
		throw new UnsupportedOperationException();
	}

	@Override
	public ApixoClientActivity activity() {
		throw new UnsupportedOperationException();
	}

}
