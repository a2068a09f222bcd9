package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.tool.PendingCall.Decision;
import ai.apixo.tool.PendingCall.Kind;

/**
 * The state of a run. An immutable value whose {@link #toJson() JSON} can be stored, and
 * continued by another process with {@link ToolRunner#stream(ToolRun)}. <pre>
 * if (run.status() == ToolRunStatus.DECISION_REQUIRED) {
 *     run = run.approve(run.pendingCalls().get(0).id());
 * }
 * </pre>
 *
 * @since 0.1.0
 */
@JsonSerialize(using = ToolRunSerializer.class)
public final class ToolRun {

	private final ToolRunStatus status;

	private final RunState state;

	private final Message lastMessage;

	private final Map<String, String> faults;

	private final List<PendingCall> pending;

	ToolRun(ToolRunStatus status, RunState state, Message lastMessage, Map<String, String> faults,
			List<PendingCall> pending) {
		this.status = status;
		this.state = state;
		this.lastMessage = lastMessage;
		this.faults = Map.copyOf(faults);
		this.pending = List.copyOf(pending);
	}

	/**
	 * Return the status of the run.
	 * @return the status
	 */
	public ToolRunStatus status() {
		return this.status;
	}

	/**
	 * Return the conversation so far, in which every call has a result: the original
	 * request and the turns since. It can be sent unchanged by a client or by another
	 * run. It does not include a response that waits for decisions, was refused, is
	 * incomplete or has no content, nor the declarations and cache breakpoints that the
	 * runner adds.
	 * @return the conversation
	 */
	public MessagesRequest request() {
		return this.state.request();
	}

	/**
	 * Return the latest response, whatever its outcome.
	 * @return the response
	 */
	public Message lastMessage() {
		return this.lastMessage;
	}

	/**
	 * Return the calls that wait for a decision with {@link #approve(String)},
	 * {@link #deny(String, String)} or {@link #answer(String, Content)}.
	 * @return the calls in the order of the response, empty if none waits
	 */
	public List<ToolUseBlock> pendingCalls() {
		List<ToolUseBlock> waiting = new ArrayList<>();
		for (ToolUseBlock call : this.lastMessage.toolUses()) {
			PendingCall entry = entry(call.id());
			if (entry != null && entry.decision() == null) {
				waiting.add(call);
			}
		}
		return List.copyOf(waiting);
	}

	/**
	 * Return the number of turns.
	 * @return the number of responses in the whole run
	 */
	public int turns() {
		return this.state.turns();
	}

	/**
	 * Return the number of calls.
	 * @return the number of calls with a result in the whole run
	 */
	public int toolCalls() {
		return this.state.toolCalls();
	}

	/**
	 * Return the usage of the run.
	 * @return the sum over all responses
	 */
	public Usage usage() {
		return this.state.usage();
	}

	/**
	 * Approve a call, which is then executed exactly as stored.
	 * @param toolUseId the id of the call
	 * @return the run with the decision
	 * @throws IllegalArgumentException if no such call waits for a decision, or it has no
	 * function
	 */
	public ToolRun approve(String toolUseId) {
		PendingCall entry = entry(toolUseId);
		if (entry != null && !entry.approvable()) {
			throw new IllegalArgumentException(
					"The call '" + toolUseId + "' has no function that could be executed. Use answer(..) or deny(..)");
		}
		return decide(toolUseId, new Decision(Kind.APPROVED, null));
	}

	/**
	 * Approve every call that still waits for a decision. Calls without a function keep
	 * waiting.
	 * @return the run with the decisions
	 */
	public ToolRun approveAll() {
		return new ToolRun(this.status, this.state, this.lastMessage, this.faults,
				this.pending.stream()
					.map((entry) -> (entry.approvable() && entry.decision() == null)
							? entry.decided(new Decision(Kind.APPROVED, null)) : entry)
					.toList());
	}

	/**
	 * Deny a call, which is then not executed.
	 * @param toolUseId the id of the call
	 * @param reason the reason, which is sent to the model with {@code is_error}
	 * @return the run with the decision
	 * @throws IllegalArgumentException if no such call waits for a decision, or the
	 * reason is blank: the Messages API refuses an error without a text
	 */
	public ToolRun deny(String toolUseId, String reason) {
		if (Objects.requireNonNull(reason, "'reason' must not be null").isBlank()) {
			throw new IllegalArgumentException(
					"The reason must not be blank. Say what the model should know of the decision");
		}
		return decide(toolUseId, new Decision(Kind.DENIED, ToolResultBlock.error(toolUseId, reason)));
	}

	/**
	 * Provide the result of a call that the application has executed itself.
	 * @param toolUseId the id of the call
	 * @param result the result, which is sent to the model
	 * @return the run with the decision
	 * @throws IllegalArgumentException if no such call waits for a decision
	 */
	public ToolRun answer(String toolUseId, Content result) {
		Objects.requireNonNull(result, "'result' must not be null");
		return decide(toolUseId, new Decision(Kind.ANSWERED, ToolResultBlock.of(toolUseId, result)));
	}

	private ToolRun decide(String toolUseId, Decision decision) {
		if (entry(toolUseId) == null) {
			throw new IllegalArgumentException(
					"No call '" + toolUseId + "' waits for a decision. Take the id from pendingCalls()");
		}
		return new ToolRun(this.status, this.state, this.lastMessage, this.faults,
				this.pending.stream()
					.map((entry) -> entry.id().equals(toolUseId) ? entry.decided(decision) : entry)
					.toList());
	}

	private @Nullable PendingCall entry(String toolUseId) {
		for (PendingCall entry : this.pending) {
			if (entry.id().equals(toolUseId)) {
				return entry;
			}
		}
		return null;
	}

	/**
	 * Return the run as JSON that can be stored. It contains the conversation, and
	 * therefore what people and models wrote, but never the key.
	 * @return the JSON, an object that contains its version
	 */
	public String toJson() {
		return ToolRunJson.write(this);
	}

	/**
	 * Parse a stored run.
	 * @param json the result of {@link #toJson()}
	 * @return the run
	 * @throws ApixoConfigurationException if the JSON is not a run, or has another
	 * version
	 */
	public static ToolRun parse(String json) {
		return ToolRunJson.read(json);
	}

	RunState state() {
		return this.state;
	}

	/**
	 * Return what is wrong with the arguments of calls, by id.
	 */
	Map<String, String> faults() {
		return this.faults;
	}

	List<PendingCall> pending() {
		return this.pending;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ToolRun run && (this == run || toJson().equals(run.toJson()));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.status, turns(), toolCalls(), usage());
	}

	@Override
	public String toString() {
		return "ToolRun[status=" + this.status + ", turns=" + turns() + ", toolCalls=" + toolCalls() + ", pendingCalls="
				+ pendingCalls().size() + "]";
	}

}
