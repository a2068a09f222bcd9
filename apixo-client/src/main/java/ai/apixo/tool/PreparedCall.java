package ai.apixo.tool;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * A call of which it is known what becomes of it.
 */
sealed interface PreparedCall {

	ToolUseBlock call();

	/**
	 * Its function is invoked.
	 *
	 * @param call the call
	 * @param invocation its function with the arguments
	 */
	record Executable(ToolUseBlock call, Invocation invocation) implements PreparedCall {
	}

	/**
	 * It has a result without an invocation.
	 *
	 * @param call the call
	 * @param result the result
	 * @param errorType what is wrong, {@code null} if nothing is
	 * @param known whether the runner has a function of that name
	 */
	record Settled(ToolUseBlock call, ToolResultBlock result, @Nullable String errorType,
			boolean known) implements PreparedCall {
	}

	/**
	 * It waits for a decision.
	 *
	 * @param call the call
	 * @param approvable whether there is a function that can be executed
	 */
	record Undecided(ToolUseBlock call, boolean approvable) implements PreparedCall {
	}

}
