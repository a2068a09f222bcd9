package ai.apixo.limit;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What whoever runs an application reads about the limits of its keys.
 */
class LimitLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("ai.apixo.limit");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Callers callers = new Callers();

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.INFO);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	private List<String> lines(Level level) {
		return this.appender.list.stream()
			.filter((line) -> line.getLevel() == level)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
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
		assertThat(lines(Level.INFO)).hasSize(3);
		assertThat(lines(Level.INFO).get(0)).contains("rest for 1000 ms").doesNotContain("advises");
		assertThat(lines(Level.INFO).get(1)).contains("rest for 7000 ms", "as the gateway advises");
		assertThat(lines(Level.INFO).get(2)).contains("responds to calls of the key again");
	}

	@Test
	@DisplayName("LIMIT-29 ordinary waits are no line")
	void ordinaryWaitsAreNoLine() {
		TurnTaker open = this.callers.call(Callers.concurrent(1));
		TurnTaker waiting = this.callers.call(Callers.concurrent(1));
		open.succeed();
		waiting.succeed();
		assertThat(this.appender.list).isEmpty();
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
		assertThat(lines(Level.WARN)).singleElement()
			.asString()
			.contains("IllegalStateException", "keeps to its share")
			.doesNotContain("secret");
		assertThat(lines(Level.INFO)).singleElement().asString().contains("Redis is back");
	}

}
