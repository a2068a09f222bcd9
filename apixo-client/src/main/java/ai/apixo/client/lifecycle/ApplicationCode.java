package ai.apixo.client.lifecycle;

import java.util.function.Supplier;

import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Runs code of the application that a call depends on, such as a predicate of a retry.
 * Reactor throws some errors instead of signaling them, those of linkage and of the
 * virtual machine, and the subscriber would wait forever.
 *
 * @since 0.1.0
 */
public final class ApplicationCode {

	private ApplicationCode() {
	}

	/**
	 * Run code that returns nothing.
	 * @param code the code
	 */
	public static void run(Runnable code) {
		call(() -> {
			code.run();
			return true;
		});
	}

	/**
	 * Run code that returns something.
	 * @param code the code
	 * @param <T> the type of what it returns
	 * @return what it returns
	 */
	public static <T> T call(Supplier<T> code) {
		try {
			return code.get();
		}
		catch (Throwable ex) {
			throw Exceptions.propagate(signalable(ex));
		}
	}

	/**
	 * Signal what subscribing to a source of the application throws.
	 * @param source the source
	 * @param <T> the type of its value
	 * @return the source, which signals instead of throwing
	 */
	static <T> Mono<T> signaling(Mono<T> source) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				try {
					source.subscribe(actual);
				}
				catch (Throwable ex) {
					Operators.error(actual, signalable(ex));
				}
			}

		};
	}

	/**
	 * Return what can be signaled in place of what was thrown.
	 * @param thrown what was thrown
	 * @return the same, or an exception that has it as its cause
	 */
	public static Throwable signalable(Throwable thrown) {
		boolean fatal = thrown instanceof LinkageError || thrown instanceof VirtualMachineError;
		return fatal ? failure(thrown) : thrown;
	}

	/**
	 * Return the failure of a call for what code of the application has thrown.
	 * @param thrown what was thrown
	 * @return an exception that has it as its cause
	 */
	public static ApixoConfigurationException failure(Throwable thrown) {
		return new ApixoConfigurationException(
				"Code of the application, or of a library that it has added, failed with "
						+ thrown.getClass().getSimpleName() + ".",
				"See the cause.", thrown);
	}

}
