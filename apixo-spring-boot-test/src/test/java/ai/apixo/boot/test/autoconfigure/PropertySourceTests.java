package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest
class PropertySourceTests {

	@Test
	@DisplayName("KIT-23 what a @PropertySource of the application sets is kept")
	void backoffOfAPropertySourceIsKept(@Autowired Environment environment) {
		assertThat(environment.getProperty("apixo.retry.initial-backoff")).isEqualTo("9ms");
	}

	@TestConfiguration(proxyBeanMethods = false)
	@PropertySource("classpath:backoff.properties")
	static class Settings {

	}

}
