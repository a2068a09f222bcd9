package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest(properties = "apixo.retry.initial-backoff=7ms")
class OwnBackoffTests {

	@Test
	@DisplayName("KIT-23 what the application sets is kept")
	void ownBackoffIsKept(@Autowired Environment environment) {
		assertThat(environment.getProperty("apixo.retry.initial-backoff")).isEqualTo("7ms");
	}

}
