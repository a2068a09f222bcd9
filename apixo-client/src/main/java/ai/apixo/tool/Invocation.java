package ai.apixo.tool;

import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments.
 */
@FunctionalInterface
interface Invocation {

	/**
	 * Invoke the function. It may block.
	 * @return a value or a publisher
	 * @throws Throwable what the function throws
	 */
	@Nullable Object invoke() throws Throwable;

}
