package ai.apixo.tool;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * What the model is told of a function that failed (TOOL-21). An exception's own text may
 * hold what it must not see.
 */
final class ToolFailures {

	static final String FAILED = "The tool failed.";

	static final String TIMED_OUT = "The tool did not finish in time.";

	private ToolFailures() {
	}

	/**
	 * Return what was thrown, without the wraps of Reactor and of futures.
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable unwrapped = Exceptions.unwrap(failure);
		boolean wrap = unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException;
		return (wrap && unwrapped.getCause() != null) ? unwrapped.getCause() : unwrapped;
	}

	static String text(@Nullable Throwable failure) {
		String told = (failure instanceof ToolException ex) ? ex.messageForModel() : null;
		return (told != null && !told.isBlank()) ? told : FAILED;
	}

	/**
	 * Return whether the process is in no state to go on.
	 */
	static boolean isFatal(Throwable failure) {
		return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
	}

	static void throwIfFatal(Throwable failure) {
		if (isFatal(failure)) {
			throw (VirtualMachineError) failure;
		}
	}

}
