package ai.apixo.limit;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.CapturedLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What whoever runs an application reads about the limits of its keys.
 */
class LimitLogTests {

	private final CapturedLog log = CapturedLog.of("ai.apixo.limit", Level.INFO);

	private final Callers callers = new Callers();

	@AfterEach
	void stopListening() {
		this.log.close();
	}

	@Test
	@DisplayName("LIMIT-29 each rest of a key is one line that says how long and by whose advice, and its end is another")
	void eachRestIsALine() {
		this.callers.calls(3, Callers.requests(100)).forEach((call) -> call.refused(null));
		TurnTaker trial = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofSeconds(1));
		trial.refused(Duration.ofSeconds(7));
		TurnTaker next = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofSeconds(7));
		next.succeed();
		assertThat(this.log.lines(Level.INFO)).hasSize(3);
		assertThat(this.log.lines(Level.INFO).get(0)).contains("pause for 1000 ms").doesNotContain("advises");
		assertThat(this.log.lines(Level.INFO).get(1)).contains("pause for 7000 ms", "as the gateway advises");
		assertThat(this.log.lines(Level.INFO).get(2)).contains("responds to calls of the key again");
	}

	@Test
	@DisplayName("LIMIT-29 ordinary waits are no line")
	void ordinaryWaitsAreNoLine() {
		TurnTaker open = this.callers.call(Callers.concurrent(1));
		TurnTaker waiting = this.callers.call(Callers.concurrent(1));
		open.succeed();
		waiting.succeed();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	@DisplayName("LIMIT-27 Redis is one warning when it goes and one line when it is back, and is asked once a second")
	void outageOfRedisIsTwoLines() {
		VirtualTimeScheduler clock = VirtualTimeScheduler.create();
		RedisGate gate = new RedisGate(clock, Duration.ofMillis(200));
		assertThat(gate.timeout()).as("of the first answer ever").isEqualTo(Duration.ofSeconds(2));
		gate.responded();
		assertThat(gate.timeout()).isEqualTo(Duration.ofMillis(200));
		gate.failed(new IllegalStateException("secret"));
		gate.failed(new IllegalStateException());
		assertThat(gate.admits()).isFalse();
		clock.advanceTimeBy(Duration.ofMillis(999));
		assertThat(gate.admits()).isFalse();
		clock.advanceTimeBy(Duration.ofMillis(1));
		assertThat(gate.admits()).isTrue();
		assertThat(gate.admits()).as("one call asks").isFalse();
		gate.failed(new IllegalStateException());
		clock.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(gate.admits()).isTrue();
		gate.responded();
		gate.responded();
		assertThat(gate.admits()).isTrue();
		assertThat(this.log.lines(Level.WARN)).singleElement()
			.asString()
			.contains("IllegalStateException", "keeps to its share")
			.doesNotContain("secret");
		assertThat(this.log.lines(Level.INFO)).singleElement().asString().contains("Redis is back");
	}

}
