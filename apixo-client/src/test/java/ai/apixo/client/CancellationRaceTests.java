package ai.apixo.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cancellations that race the first event. Between the head of the answer and the
 * subscription to its body, connectors would lose them.
 */
@EachConnector
class CancellationRaceTests {

	private static final int CALLS = 2_000;

	private static final int MAX_DELAY_MICROS = 2_000;

	private final TestConnector connector;

	private final AtomicInteger open = new AtomicInteger();

	CancellationRaceTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("HTTP-14 of 2,000 cancellations around the first event each closes its connection")
	void closesConnections() {
		Random random = new Random(20261125);
		try (ScriptedGateway gateway = ScriptedGateway.playing(this::stallAfterTheFirstEvent)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			for (int call = 0; call < CALLS; call++) {
				Disposable subscription = client.stream(Requests.hello()).subscribe();
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_DELAY_MICROS)));
				subscription.dispose();
			}
			assertThat(client.activity().openCalls()).isZero();
			Awaitility.await().during(Duration.ofSeconds(1)).until(() -> this.open.get() == 0);
		}
	}

	private void stallAfterTheFirstEvent(ScriptedResponse response) throws IOException {
		this.open.incrementAndGet();
		try {
			response.startStream().chunk(Requests.START).awaitClose();
		}
		finally {
			this.open.decrementAndGet();
		}
	}

}
