package ai.apixo.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.tool.PendingCall.Decision;
import ai.apixo.tool.PendingCall.Kind;
import ai.apixo.tool.PreparedCall.Executable;
import ai.apixo.tool.PreparedCall.Settled;
import ai.apixo.tool.PreparedCall.Undecided;

/**
 * Finds out what becomes of the calls of an answer: binds their arguments, and asks
 * whether somebody has to decide. Both run code of the application, so it is done where
 * functions are invoked.
 */
final class CallPreparation {

	private static final Log logger = LogFactory.getLog(ToolRunner.class);

	private final ToolCatalog catalog;

	private final MessagesRequest request;

	private final StoredCalls stored;

	private final ContextView context;

	CallPreparation(ToolCatalog catalog, MessagesRequest request, StoredCalls stored, ContextView context) {
		this.catalog = catalog;
		this.request = request;
		this.stored = stored;
		this.context = context;
	}

	List<PreparedCall> prepare() {
		Map<String, Decision> decisions = new HashMap<>();
		for (PendingCall pending : this.stored.pending()) {
			if (pending.decision() != null) {
				decisions.put(pending.id(), pending.decision());
			}
		}
		List<PreparedCall> prepared = new ArrayList<>();
		for (ToolUseBlock call : this.stored.calls()) {
			prepared.add(prepare(call, decisions.get(call.id())));
		}
		return prepared;
	}

	private PreparedCall prepare(ToolUseBlock call, @Nullable Decision decision) {
		BoundTool tool = this.catalog.find(call.name());
		boolean known = tool != null;
		if (decision != null && decision.result() != null) {
			return new Settled(call, result(call, decision.result().content(), decision.result().isError()),
					(decision.kind() == Kind.DENIED) ? "denied" : null, known);
		}
		String fault = fault(call);
		if (fault != null) {
			return refused(call, fault, "invalid_arguments", known);
		}
		if (tool == null) {
			return ToolCatalog.isDeclared(call.name(), this.request) ? new Undecided(call, false)
					: refused(call, "There is no tool of this name.", "unknown_tool", false);
		}
		return prepare(call, tool, decision != null || this.stored.decided());
	}

	/**
	 * Return what is wrong with the arguments. A stored run may have lost what was known
	 * of them.
	 */
	private @Nullable String fault(ToolUseBlock call) {
		String known = this.stored.faults().get(call.id());
		return (known != null) ? known : CallInput.fault(call, false);
	}

	private PreparedCall prepare(ToolUseBlock call, BoundTool tool, boolean decided) {
		ToolUseBlock complete = call.withInput(CallInput.of(call), null);
		Invocation invocation;
		try {
			invocation = tool.input().bind(complete, this.context);
		}
		catch (ApixoStructuredOutputException ex) {
			return refused(call, String.valueOf(ex.getMessage()), "invalid_arguments", true);
		}
		catch (Throwable ex) {
			ToolFailures.throwIfFatal(ex);
			logger.warn("The arguments of the tool '" + call.name() + "' could not be bound, call " + call.id(), ex);
			return refused(call, ToolFailures.FAILED, ex.getClass().getSimpleName(), true);
		}
		return (decided || !needsApproval(complete, tool)) ? new Executable(call, invocation)
				: new Undecided(call, true);
	}

	private static boolean needsApproval(ToolUseBlock call, BoundTool tool) {
		try {
			return tool.approval() != null && tool.approval().test(call);
		}
		catch (Throwable ex) {
			ToolFailures.throwIfFatal(ex);
			logger.warn("Whether the tool '" + call.name() + "' needs approval could not be determined, so call "
					+ call.id() + " waits for it", ex);
			return true;
		}
	}

	private static Settled refused(ToolUseBlock call, String text, String errorType, boolean known) {
		return new Settled(call, result(call, Content.of(text), true), errorType, known);
	}

	private static ToolResultBlock result(ToolUseBlock call, @Nullable Content content, boolean isError) {
		return new ToolResultBlock(call.id(), content, isError, call.toolsetName(), null);
	}

}
