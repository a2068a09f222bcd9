package ai.apixo.boot.test.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes within a test.
 *
 * @param succeeded how many test methods succeeded
 * @param failures how others failed
 */
record JUnitRun(int succeeded, List<Throwable> failures) {

	private static final Map<String, String> PARALLEL = Map.of("junit.jupiter.execution.parallel.enabled", "true",
			"junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
			"junit.jupiter.execution.parallel.mode.default", "concurrent",
			"junit.jupiter.execution.parallel.config.strategy", "fixed",
			"junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

	static JUnitRun of(Class<?>... classes) {
		return run(Map.of(), classes);
	}

	static JUnitRun parallel(Class<?>... classes) {
		return run(PARALLEL, classes);
	}

	private static JUnitRun run(Map<String, String> parameters, Class<?>... classes) {
		Results results = new Results();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request()
				.selectors(Stream.of(classes).map(DiscoverySelectors::selectClass).toList())
				.configurationParameters(parameters)
				.build(), results);
		return new JUnitRun(results.succeeded, results.failures);
	}

	private static final class Results implements TestExecutionListener {

		private final List<Throwable> failures = new ArrayList<>();

		private int succeeded;

		@Override
		public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
			result.getThrowable().ifPresent(this.failures::add);
			if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
				this.succeeded++;
			}
		}

	}

}
