package ai.apixo.tool;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import ai.apixo.messages.content.ToolResultBlock;

/**
 * The calls of one turn: executed in parallel within the limit, started in their order,
 * each not before the subscriber has requested the event that says so. Subscribed to
 * once.
 */
final class ToolCalls extends Flux<ToolRunEvent> {

	private final int turn;

	private final List<PreparedCall> calls;

	private final RunnerSettings settings;

	private final ToolResults results;

	private final ContextView context;

	private final @Nullable ToolResultBlock[] blocks;

	ToolCalls(int turn, List<PreparedCall> calls, RunnerSettings settings, ToolResults results, ContextView context) {
		this.turn = turn;
		this.calls = calls;
		this.settings = settings;
		this.results = results;
		this.context = context;
		this.blocks = new @Nullable ToolResultBlock[calls.size()];
	}

	@Override
	public void subscribe(CoreSubscriber<? super ToolRunEvent> actual) {
		actual.onSubscribe(new ToolCallsSubscription(this, actual));
	}

	int turn() {
		return this.turn;
	}

	List<PreparedCall> calls() {
		return this.calls;
	}

	int concurrency() {
		return this.settings.concurrency();
	}

	ToolCallExecution execution(PreparedCall.Executable call, ToolCallExecution.Listener listener) {
		return new ToolCallExecution(call, this.settings, this.results, this.context, listener);
	}

	void settled(PreparedCall.Settled call) {
		this.settings.observations().settled(call, this.context);
	}

	void keep(int place, ToolResultBlock result) {
		this.blocks[place] = result;
	}

	/**
	 * Return the results in the order of the calls, after completion.
	 */
	List<ToolResultBlock> inOrder() {
		return List.of(this.blocks);
	}

}
