package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests that leave something behind.
 */
final class VerifiedFixtures {

	private VerifiedFixtures() {
	}

	@SpringBootTest
	@AutoConfigureMockApixo
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class Leaving {

		@Test
		@Order(1)
		void unusedReply(@Autowired MockApixoGateway gateway) {
			gateway.enqueue(reply().text("nobody wanted this"));
		}

		@Test
		@Order(2)
		void startsAnew(@Autowired MockApixoGateway gateway) {
			assertThat(gateway.requests()).isEmpty();
			gateway.verify();
		}

		@Test
		@Order(3)
		void failsByItself(@Autowired MockApixoGateway gateway) {
			gateway.enqueue(reply().text("left by a failure"));
			fail("by itself");
		}

	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class AskingLate {

		@Test
		void replyIsUsedAfterwards(@Autowired MockApixoGateway gateway) {
			gateway.enqueue(reply().text("late"));
		}

		@AfterEach
		void ask(@Autowired Desk desk) {
			assertThat(desk.ask("now")).isEqualTo("late");
		}

	}

}
