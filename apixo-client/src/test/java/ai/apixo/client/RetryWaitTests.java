package ai.apixo.client;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.observation.ApixoCallListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens while a call waits for another attempt, in virtual time.
 */
@EachConnector
class RetryWaitTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final TestConnector connector;

	private final Latch waiting = new Latch();

	private volatile long tasksBefore;

	private final Latch secondRequest = new Latch();

	private final Latch ended = new Latch();

	RetryWaitTests(TestConnector connector) {
		this.connector = connector;
	}

	@BeforeEach
	void stopTheClock() {
		VirtualTimeScheduler.getOrSet();
	}

	@AfterEach
	void startTheClock() {
		VirtualTimeScheduler.reset();
	}

	@Test
	@DisplayName("RETRY-7 the next request is sent when the wait is over and not before")
	void waitsAsLongAsAsked() {
		try (ScriptedGateway gateway = gateway()) {
			subscribe(gateway);
			awaitWait();
			VirtualTimeScheduler.get().advanceTimeBy(WAIT.minusMillis(1));
			assertThat(gateway.requests()).hasSize(1);
			VirtualTimeScheduler.get().advanceTimeBy(Duration.ofMillis(1));
			this.secondRequest.await();
			this.ended.await();
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("RETRY-12 a call that is cancelled while it waits sends no further request")
	void sendsNothingAfterCancel() {
		try (ScriptedGateway gateway = gateway()) {
			Disposable subscription = subscribe(gateway);
			awaitWait();
			subscription.dispose();
			VirtualTimeScheduler.get().advanceTimeBy(WAIT.multipliedBy(100));
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	/**
	 * The listener is told of the wait just before it is put on the clock.
	 */
	private void awaitWait() {
		this.waiting.await();
		Awaitility.await().until(() -> VirtualTimeScheduler.get().getScheduledTaskCount() > this.tasksBefore);
	}

	private Disposable subscribe(ScriptedGateway gateway) {
		return this.connector.client(gateway).retry(Retries.attempts(2)).callListener(new ApixoCallListener() {

			@Override
			public void onRetry(int attempt, Duration wait, Throwable failure) {
				RetryWaitTests.this.tasksBefore = VirtualTimeScheduler.get().getScheduledTaskCount();
				RetryWaitTests.this.waiting.release();
			}

		}).build().stream(Requests.hello()).subscribe((event) -> {
		}, (failure) -> this.ended.release(), this.ended::release);
	}

	private ScriptedGateway gateway() {
		return ScriptedGateway.playing(
				(response) -> response.respond(429, "text/plain", "", "Retry-After: " + WAIT.toSeconds()),
				(response) -> {
					this.secondRequest.release();
					response.respond(200, "text/event-stream", Requests.SHORT_STREAM);
				});
	}

}
