package ai.apixo.boot.autoconfigure.balance;

import java.lang.reflect.Proxy;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.KeyBalance;

import static org.assertj.core.api.Assertions.assertThat;

class SharedBalanceTests {

	@Test
	@DisplayName("BAL-2 the time of a reading is that of the question, also without a balance")
	void timeIsThatOfTheQuestion() {
		ApixoMessagesClient foreign = (ApixoMessagesClient) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ApixoMessagesClient.class }, (proxy, method, arguments) -> null);
		SharedBalance balance = new SharedBalance("apixo", KeyBalance.of(foreign), new ApixoBalanceProperties());
		Instant asked = Instant.now();
		StepVerifier.create(balance.reading()).assertNext((reading) -> {
			assertThat(reading.reason()).isEqualTo("The client has no balance");
			assertThat(reading.time()).isAfterOrEqualTo(asked);
		}).verifyComplete();
	}

}
