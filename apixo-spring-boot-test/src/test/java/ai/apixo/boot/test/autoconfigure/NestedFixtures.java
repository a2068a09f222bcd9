package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class with a context of its own, and classes within it.
 */
final class NestedFixtures {

	private NestedFixtures() {
	}

	@SpringBootTest
	@AutoConfigureMockApixo(ownContext = true)
	static class Outer {

		private final MockApixoGateway gateway;

		private final Desk desk;

		Outer(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
			this.gateway = gateway;
			this.desk = desk;
		}

		@Test
		void outer() {
			use(this.gateway);
		}

		void use(MockApixoGateway theirs) {
			assertThat((Object) theirs).isSameAs(this.gateway);
			this.gateway.enqueue(reply().text("Hi"));
			assertThat(this.desk.ask("Hello")).isEqualTo("Hi");
		}

		@Nested
		class Inner {

			@Test
			void inner(@Autowired MockApixoGateway theirs) {
				use(theirs);
			}

			@Nested
			class Innermost {

				@Test
				void innermost(@Autowired MockApixoGateway theirs) {
					use(theirs);
				}

			}

		}

	}

}
