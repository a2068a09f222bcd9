package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ClientRequest;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an application changes what is configured for it.
 */
class CustomizingTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				JacksonAutoConfiguration.class, CodecsAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "apixo.base-url=" + this.gateway.baseUrl());

	@AfterEach
	void closeGateway() {
		this.gateway.close();
	}

	@Test
	void propertiesArriveAtTheGateway() {
		this.contextRunner
			.withPropertyValues("apixo.anthropic-version=2024-01-01", "apixo.anthropic-beta=one,two",
					"apixo.headers.x-team=blue, green", "apixo.model=claude-default", "apixo.max-tokens=99")
			.run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				call(client, TestReplies.request().toBuilder().model(null).maxTokens(null).build());
				assertThat(header("anthropic-version")).containsExactly("2024-01-01");
				assertThat(String.join(",", header("anthropic-beta"))).isEqualTo("one,two");
				assertThat(header("x-team")).containsExactly("blue, green");
				assertThat(this.gateway.requests().get(0).json()).contains("\"claude-default\"", "\"max_tokens\":99");
			});
	}

	@Test
	void webClientCustomizerOfTheApplicationTakesPart() {
		this.contextRunner
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter(
					(request, next) -> next.exchange(ClientRequest.from(request).header("x-filter", "seen").build())))
			.run((context) -> {
				call(context.getBean(ApixoMessagesClient.class));
				assertThat(header("x-filter")).containsExactly("seen");
			});
	}

	@Test
	void jsonSettingsOfTheApplicationDoNotChangeTheWire() {
		this.contextRunner
			.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
					"spring.jackson.default-property-inclusion=always",
					"spring.jackson.deserialization.fail-on-unknown-properties=true",
					"spring.jackson.serialization.indent-output=true")
			.run((context) -> {
				call(context.getBean(ApixoMessagesClient.class));
				assertThat(this.gateway.requests().get(0).json()).contains("\"max_tokens\":256")
					.doesNotContain("null", "MaxTokens", "\n");
			});
	}

	@Test
	@DisplayName("A key that rotates is used from the next attempt on, without a restart")
	void rotatingKeyIsUsedFromTheNextAttemptOn() {
		AtomicInteger rotation = new AtomicInteger();
		try (MockApixoGateway refusing = TestReplies.sending(TestReplies.error(429, "rate_limit_error"),
				TestReplies.HELLO)) {
			this.contextRunner
				.withBean(ApixoConnectionDetails.class,
						() -> details(refusing.baseUrl(), () -> "key-" + rotation.incrementAndGet()))
				.withPropertyValues("apixo.retry.initial-backoff=1ms")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					int before = rotation.get();
					call(client);
					call(client);
					assertThat(refusing.requests()).extracting((request) -> request.headers().get("x-api-key"))
						.containsExactly(List.of("key-" + (before + 1)), List.of("key-" + (before + 2)),
								List.of("key-" + (before + 3)));
				});
		}
	}

	@Test
	void secondClientHasItsOwnKeyAndGateway() {
		try (MockApixoGateway second = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner.withUserConfiguration(SecondClient.class)
				.withPropertyValues("second.url=" + second.baseUrl())
				.run((context) -> {
					call(context.getBean("first", ApixoMessagesClient.class));
					call(context.getBean("second", ApixoMessagesClient.class));
					assertThat(header("x-api-key")).containsExactly(TestReplies.KEY);
					assertThat(second.requests().get(0).headers().get("x-api-key")).containsExactly("second-key");
				});
		}
	}

	private List<String> header(String name) {
		return this.gateway.requests().get(0).headers().getOrEmpty(name);
	}

	private static void call(ApixoMessagesClient client) {
		call(client, TestReplies.request());
	}

	private static void call(ApixoMessagesClient client, MessagesRequest request) {
		StepVerifier.create(client.streamText(request)).expectNext("Hello", ", world").expectComplete().verify(LIMIT);
	}

	private static ApixoConnectionDetails details(String baseUrl, Supplier<String> apiKey) {
		return new ApixoConnectionDetails() {

			@Override
			public String getBaseUrl() {
				return baseUrl;
			}

			@Override
			public String getApiKey() {
				return apiKey.get();
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	static class SecondClient {

		@Bean
		ApixoMessagesClient first(ApixoMessagesClient.Builder builder) {
			return builder.build();
		}

		@Bean
		ApixoMessagesClient second(ApixoMessagesClient.Builder builder, @Value("${second.url}") String url) {
			return builder.name("second").baseUrl(url).apiKey("second-key").build();
		}

	}

}
