package ai.apixo.boot.test.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes of equal configuration, and two that want a gateway of their own.
 */
final class SharedGatewayFixtures {

	static final Set<String> GATEWAYS = ConcurrentHashMap.newKeySet();

	static final AtomicInteger AT_ONCE = new AtomicInteger();

	static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();

	private SharedGatewayFixtures() {
	}

	static void use(MockApixoGateway gateway, Desk desk) {
		MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
		GATEWAYS.add(gateway.baseUrl());
		String text = Thread.currentThread().getName();
		gateway.enqueue(reply().text(text), reply().text("2"));
		assertThat(desk.ask("1")).isEqualTo(text);
		assertThat(desk.ask("2")).isEqualTo("2");
		assertThat(gateway.requests()).hasSize(2);
		AT_ONCE.decrementAndGet();
	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class First {

		@Test
		void one(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
			use(gateway, desk);
		}

		@Test
		void two(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
			use(gateway, desk);
		}

		@Nested
		class Inner {

			@Test
			void three(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
				use(gateway, desk);
			}

		}

	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class Second {

		@Test
		void one(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
			use(gateway, desk);
		}

	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class Third extends Second {

	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class Fourth extends Second {

	}

	@SpringBootTest
	@AutoConfigureMockApixo
	static class Fifth extends Second {

	}

	@SpringBootTest
	@AutoConfigureMockApixo(ownContext = true)
	static class Own {

		@Test
		void one(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
			GATEWAYS.add(gateway.baseUrl());
			gateway.enqueue(reply().text("own"));
			assertThat(desk.ask("1")).isEqualTo("own");
		}

	}

	@SpringBootTest
	@AutoConfigureMockApixo(ownContext = true)
	static class OtherOwn extends Own {

	}

}
