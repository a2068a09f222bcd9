package ai.apixo.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Hooks;

/**
 * Watches the whole JVM of the tests for what no test may cause anywhere: a blocking call
 * on a Reactor thread, a dropped signal, a leaked buffer (HTTP-22).
 */
public final class TestJvm implements LauncherSessionListener {

	private static final List<Throwable> blockingCalls = new CopyOnWriteArrayList<>();

	private static final List<Throwable> droppedErrors = new CopyOnWriteArrayList<>();

	private static final List<String> leaks = new CopyOnWriteArrayList<>();

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingLeakDetectorFactory());
		BlockHound.builder()
			.loadIntegrations()
			// The kernel's random numbers, for the ids of DNS queries and for TLS.
			.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
			// A short lock within Netty, when two threads meet at it.
			.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
			// A short lock within the JDK, when two connections have resumed one TLS
			// session.
			.allowBlockingCallsInside("sun.security.ssl.SSLSessionImpl", "getPacketBufferSize")
			.allowBlockingCallsInside("sun.security.ssl.SSLSessionImpl", "getApplicationBufferSize")
			// A short lock within the JDK, when two threads cancel their timers.
			.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove")
			// A short lock within Resilience4j, when two calls report to one circuit
			// breaker.
			.allowBlockingCallsInside("io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics", "record")
			// The same, when two calls find that it may be tried again; an error thrown
			// there would leave the lock with a waiter that is gone.
			.allowBlockingCallsInside(
					"io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine$OpenState",
					"toHalfOpenState")
			// A short lock within Lettuce; an error thrown there would leave it closed.
			.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
			.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
			// A short lock within Spring Data Redis, around its shared connection.
			.allowBlockingCallsInside("org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
					"doInLock")
			// The clock of a test, when it is asked from two threads.
			.allowBlockingCallsInside("reactor.test.scheduler.VirtualTimeScheduler$VirtualTimeWorker",
					"doScheduleAtTime")
			.allowBlockingCallsInside("reactor.test.scheduler.VirtualTimeScheduler", "drain")
			.allowBlockingCallsInside("reactor.test.scheduler.VirtualTimeScheduler$TimedRunnable", "dispose")
			.blockingMethodCallback((method) -> {
				BlockingOperationError error = new BlockingOperationError(method);
				blockingCalls.add(error);
				throw error;
			})
			.install();
		// Made here, so that its stack shows who dropped it.
		Hooks.onErrorDropped((dropped) -> droppedErrors.add(new IllegalStateException("Dropped", dropped)));
	}

	static List<Throwable> blockingCalls() {
		return blockingCalls;
	}

	static List<Throwable> droppedErrors() {
		return droppedErrors;
	}

	static List<String> leaks() {
		return leaks;
	}

	private static final class RecordingLeakDetectorFactory extends ResourceLeakDetectorFactory {

		@Override
		@SuppressWarnings("deprecation")
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
				long maxActive) {
			return newResourceLeakDetector(resource, samplingInterval);
		}

		@Override
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
			return new RecordingLeakDetector<>(resource, samplingInterval);
		}

	}

	private static final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

		private RecordingLeakDetector(Class<T> resource, int samplingInterval) {
			super(resource, samplingInterval);
		}

		@Override
		protected boolean needReport() {
			return true;
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			leaks.add(resourceType + records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			leaks.add(resourceType);
		}

	}

}
