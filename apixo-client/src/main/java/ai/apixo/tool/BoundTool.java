package ai.apixo.tool;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

/**
 * A function whose schema has been derived.
 *
 * @param name its name
 * @param declaration how a request declares it
 * @param input binds arguments
 * @param approval which calls need approval, {@code null} if none does
 */
record BoundTool(String name, Tool declaration, Input input, @Nullable Predicate<? super ToolUseBlock> approval) {

	/**
	 * Binds arguments.
	 */
	@FunctionalInterface
	interface Input {

		/**
		 * Bind the arguments of a call.
		 * @param call the call, whose input is an object
		 * @param context the context of the subscriber
		 * @return what is to be invoked
		 * @throws ApixoStructuredOutputException if they do not bind or validate
		 */
		Invocation bind(ToolUseBlock call, ContextView context);

	}

}
