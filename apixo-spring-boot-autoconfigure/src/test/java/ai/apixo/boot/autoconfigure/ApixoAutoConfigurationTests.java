package ai.apixo.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.ApixoClientResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class ApixoAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key");

	@Test
	void keyAloneIsEnoughForAClient() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class)
			.hasSingleBean(ApixoConnectionDetails.class)
			.hasSingleBean(ApixoClientResources.class));
	}

	@Test
	void environmentVariableIsEnoughForAClient() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class))
			.withInitializer((context) -> TestPropertyValues.of("APIXO_API_KEY=from-the-environment")
				.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
			.run((context) -> assertThat(context.getBean(ApixoConnectionDetails.class).getApiKey())
				.isEqualTo("from-the-environment"));
	}

	@Test
	void nothingIsConfiguredWhenDisabled() {
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApixoMessagesClient.class)
				.doesNotHaveBean(ApixoMessagesClient.Builder.class)
				.doesNotHaveBean(ApixoConnectionDetails.class)
				.doesNotHaveBean(ApixoClientResources.class)
				.doesNotHaveBean(ApixoProperties.class));
	}

	@Test
	void keyIsNotAskedForWhenDisabled() {
		this.contextRunner.withPropertyValues("apixo.enabled=false", "apixo.api-key=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void nothingIsConfiguredWithoutWebClient() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ApixoAutoConfiguration.class));
	}

	@Test
	void clientOfTheApplicationWins() {
		ApixoMessagesClient client = mock(ApixoMessagesClient.class);
		this.contextRunner.withBean(ApixoMessagesClient.class, () -> client)
			.run((context) -> assertThat(context).getBean(ApixoMessagesClient.class).isSameAs(client));
	}

	@Test
	void builderOfTheApplicationWins() {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder().apiKey("own-key").name("own");
		this.contextRunner.withBean(ApixoMessagesClient.Builder.class, () -> builder)
			.run((context) -> assertThat(context.getBean(ApixoMessagesClient.class)).asString().contains("name=own"));
	}

	@Test
	void resourcesOfTheApplicationWin() {
		this.contextRunner.withUserConfiguration(OwnResources.class)
			.run((context) -> assertThat(context).hasSingleBean(ApixoClientResources.class)
				.doesNotHaveBean(SharedConnector.class));
	}

	@Test
	void connectionDetailsOfTheApplicationWin() {
		this.contextRunner.withUserConfiguration(OwnConnectionDetails.class)
			.run((context) -> assertThat(context).hasSingleBean(ApixoConnectionDetails.class)
				.doesNotHaveBean(PropertiesApixoConnectionDetails.class)
				.getBean(ApixoMessagesClient.class)
				.asString()
				.contains("gateway.example"));
	}

	@Test
	void connectionDetailsOfTheApplicationNeedNoProperties() {
		this.contextRunner.withPropertyValues("apixo.api-key=")
			.withUserConfiguration(OwnConnectionDetails.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ApixoMessagesClient.class));
	}

	@Test
	void eachInjectedBuilderIsNew() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ApixoMessagesClient.Builder.class))
			.isNotSameAs(context.getBean(ApixoMessagesClient.Builder.class)));
	}

	@Test
	void customizersAreAppliedInOrderAroundTheProperties() {
		this.contextRunner.withUserConfiguration(OrderedCustomizers.class)
			.withPropertyValues("apixo.base-url=https://properties.example")
			.run((context) -> {
				assertThat(context.getBean(OrderedCustomizers.class).applied).containsExactly("before", "after");
				assertThat(context.getBean(ApixoMessagesClient.class)).asString()
					.contains("name=after")
					.contains("properties.example");
			});
	}

	@Test
	void secondClientIsMadeWithTheBuilder() {
		this.contextRunner.withUserConfiguration(SecondClient.class)
			.run((context) -> assertThat(context.getBeansOfType(ApixoMessagesClient.class)).hasSize(2));
	}

	@Test
	void webClientBuilderOfTheApplicationIsNotChanged() {
		ClientHttpConnector connector = mock(ClientHttpConnector.class);
		given(connector.connect(any(), any(), any()))
			.willReturn(Mono.just(new MockClientHttpResponse(HttpStatus.NO_CONTENT)));
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(connector)
			.baseUrl("https://own.example")
			.defaultHeader("x-own", "1");
		String before = describe(builder);
		this.contextRunner.withBean(WebClient.Builder.class, () -> builder).run((context) -> {
			assertThat(context).hasSingleBean(ApixoMessagesClient.class);
			assertThat(describe(builder)).isEqualTo(before);
			StepVerifier.create(builder.build().get().uri("/path").retrieve().toBodilessEntity())
				.expectNextCount(1)
				.expectComplete()
				.verify(Duration.ofSeconds(20));
			then(connector).should().connect(eq(HttpMethod.GET), eq(URI.create("https://own.example/path")), any());
		});
	}

	private static String describe(WebClient.Builder builder) {
		StringBuilder description = new StringBuilder();
		builder.defaultHeaders((headers) -> description.append(headers.headerNames()));
		builder.defaultCookies((cookies) -> description.append(cookies));
		builder.filters((filters) -> description.append(filters));
		return description.toString();
	}

	@Test
	void nothingInternalIsPublished() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(WebClient.class)
			.doesNotHaveBean(JsonMapper.class)
			.doesNotHaveBean(RetryRegistry.class)
			.hasSingleBean(ClientHttpConnector.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResources {

		@Bean
		ApixoClientResources resources() {
			return new ApixoClientResources(null, (name) -> null, Duration.ZERO, new PropertySettingNames());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnectionDetails {

		@Bean
		ApixoConnectionDetails connectionDetails() {
			return new ApixoConnectionDetails() {

				@Override
				public String getBaseUrl() {
					return "https://gateway.example";
				}

				@Override
				public String getApiKey() {
					return "own-key";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedCustomizers {

		private final List<String> applied = new ArrayList<>();

		@Bean
		@Order(1)
		ApixoMessagesClientBuilderCustomizer after() {
			return (builder) -> {
				this.applied.add("after");
				builder.name("after");
			};
		}

		@Bean
		@Order(-1)
		ApixoMessagesClientBuilderCustomizer before() {
			return (builder) -> {
				this.applied.add("before");
				builder.name("before").baseUrl("https://before.example");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondClient {

		@Bean
		ApixoMessagesClient first(ApixoMessagesClient.Builder builder) {
			return builder.build();
		}

		@Bean
		ApixoMessagesClient second(ApixoMessagesClient.Builder builder) {
			return builder.name("second").baseUrl("https://second.example").apiKey("second-key").build();
		}

	}

}
