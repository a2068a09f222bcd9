package ai.apixo.boot.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.beans.BeansEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.beans.BeansEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The actuator shows no key, even with {@code show-values=always} (SEC-3).
 */
class SanitizingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(EndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
						ConfigurationPropertiesReportEndpointAutoConfiguration.class,
						BeansEndpointAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "my.copy=Bearer " + TestReplies.KEY + "!",
				"my.innocent=visible", "apixo.headers.x-copy=" + TestReplies.KEY,
				"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always");

	@Test
	@DisplayName("SEC-3: /env masks the key by value, also under other names")
	void envMasksTheKeyByValue() {
		this.contextRunner.run((context) -> {
			String env = json(context.getBean(EnvironmentEndpoint.class).environment(null));
			assertThat(env).contains("apixo.api-key", "my.copy", "visible").doesNotContain(TestReplies.KEY);
		});
	}

	@Test
	@DisplayName("SEC-3: /configprops masks the key by value, also under other names")
	void configpropsMasksTheKeyByValue() {
		this.contextRunner.run((context) -> {
			String configprops = json(
					context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());
			assertThat(configprops).contains("apiKey", "x-copy", "https://llm.apixo.ai")
				.doesNotContain(TestReplies.KEY);
		});
	}

	@Test
	@DisplayName("SEC-3: /beans has no key")
	void beansHasNoKey() {
		this.contextRunner.run((context) -> assertThat(json(context.getBean(BeansEndpoint.class).beans()))
			.contains("apixoMessagesClient")
			.doesNotContain(TestReplies.KEY));
	}

	@Test
	@DisplayName("SEC-3: a key from connection details is masked where a property repeats it")
	void keyFromConnectionDetailsIsMasked() {
		this.contextRunner
			.withBean(ApixoConnectionDetails.class,
					() -> new PropertiesApixoConnectionDetails(properties("other-key-9876"), null))
			.withPropertyValues("my.other=other-key-9876", "apixo.api-key=unused-key")
			.run((context) -> assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
				.contains("my.other")
				.doesNotContain("other-key-9876", "unused-key"));
	}

	@Test
	void connectionDetailsWithoutAKeyDoNotBreakTheEndpoint() {
		ApixoConnectionDetails details = mock(ApixoConnectionDetails.class);
		given(details.getBaseUrl()).willReturn("https://gateway.example");
		given(details.getApiKey()).willThrow(new IllegalStateException("vault is sealed"));
		this.contextRunner.withBean(ApixoConnectionDetails.class, () -> details)
			.run((context) -> assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
				.contains("visible"));
	}

	@Test
	void nothingIsMaskedWithoutActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class)
				.doesNotHaveBean("apixoApiKeySanitizingFunction"));
	}

	private static ApixoProperties properties(String apiKey) {
		ApixoProperties properties = new ApixoProperties();
		properties.setApiKey(apiKey);
		return properties;
	}

	private static String json(Object descriptor) {
		return JsonMapper.builder().build().writeValueAsString(descriptor);
	}

}
