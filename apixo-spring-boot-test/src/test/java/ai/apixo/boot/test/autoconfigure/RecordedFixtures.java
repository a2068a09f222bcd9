package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that are recorded and replayed.
 */
final class RecordedFixtures {

	private RecordedFixtures() {
	}

	@SpringBootTest
	@ApixoRecording(value = "desk.jsonl", mask = "/messages/*/content")
	static class Recorded {

		@Test
		void answers(@Autowired Desk desk) {
			assertThat(desk.ask("What time is it? " + System.nanoTime())).isEqualTo("Noon");
		}

	}

	@SpringBootTest
	@ApixoRecording("only-on-the-class-path.jsonl")
	static class OnTheClassPath {

		@Test
		void answers(@Autowired Desk desk) {
			assertThat(desk.ask("Hello")).isEqualTo("Hi");
		}

	}

	@SpringBootTest
	@ApixoRecording("missing.jsonl")
	static class Missing {

		@Test
		void answers(@Autowired Desk desk) {
			desk.ask("Hello");
		}

	}

}
