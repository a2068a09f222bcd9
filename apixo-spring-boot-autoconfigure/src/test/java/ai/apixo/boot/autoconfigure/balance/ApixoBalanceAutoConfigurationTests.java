package ai.apixo.boot.autoconfigure.balance;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ScriptedGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The balance of a key as health and as a meter.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApixoBalanceAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoBalanceAutoConfiguration.class,
				ApixoBalanceHealthContributorAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY);

	private static ScriptedGateway telling(String... bodies) {
		return ScriptedGateway.playing(Arrays.stream(bodies)
			.map((body) -> (ScriptedGateway.Script) (response) -> response.respond(200, "application/json", body))
			.toArray(ScriptedGateway.Script[]::new));
	}

	private ApplicationContextRunner asking(ScriptedGateway gateway) {
		return this.contextRunner.withPropertyValues("apixo.balance.enabled=true",
				"apixo.balance.base-url=" + gateway.url());
	}

	private static Health health(ApplicationContext context) {
		return Objects.requireNonNull(
				context.getBean("apixoBalanceHealthContributor", BalanceHealthIndicator.class).health(true).block());
	}

	@Test
	@DisplayName("BAL-1 without the property there is no bean and no request")
	void isOffByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(SharedBalances.class);
			assertThat(context).doesNotHaveBean("apixoBalanceHealthContributor");
		});
	}

	@Test
	@DisplayName("BAL-2 the indicator is UP with balance, time and whether it is low")
	void indicatorIsUp() {
		try (ScriptedGateway gateway = telling("{\"code\":200,\"data\":74.87}")) {
			asking(gateway).withPropertyValues("apixo.balance.warn-below=100").run((context) -> {
				Health health = health(context);
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsEntry("balance", new BigDecimal("74.87"))
					.containsEntry("low", true)
					.containsKey("time");
			});
		}
	}

	@Test
	@DisplayName("BAL-2 without a limit nothing is low")
	void withoutLimitNothingIsLow() {
		try (ScriptedGateway gateway = telling("{\"code\":200,\"data\":0}")) {
			asking(gateway)
				.run((context) -> assertThat(health(context).getDetails()).containsOnlyKeys("balance", "time"));
		}
	}

	@Test
	@DisplayName("BAL-2 a balance that cannot be read is UNKNOWN with the reason, never DOWN")
	void unreadableIsUnknown() {
		try (ScriptedGateway gateway = telling(
				"{\"code\":401,\"message\":\"Wrong key " + TestReplies.KEY + "\",\"data\":null}")) {
			asking(gateway).run((context) -> {
				Health health = health(context);
				assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
				assertThat(String.valueOf(health.getDetails().get("reason"))).contains("Wrong key")
					.doesNotContain(TestReplies.KEY);
			});
		}
	}

	@Test
	@DisplayName("BAL-2 gauge and indicator share one answer, and nothing asks when nobody looks")
	void answerIsShared() {
		try (ScriptedGateway gateway = telling("{\"code\":200,\"data\":74.87}")) {
			asking(gateway).withUserConfiguration(Meters.class).run((context) -> {
				SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
				context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(meters));
				assertThat(gateway.requests()).isEmpty();
				assertThat(meters.get("apixo.key.balance").gauge().value()).isNaN();
				await()
					.untilAsserted(() -> assertThat(meters.get("apixo.key.balance").gauge().value()).isEqualTo(74.87));
				health(context);
				assertThat(gateway.requests()).hasSize(1);
				assertThat(
						meters.get("apixo.key.balance").tag("apixo.client.name", "apixo").gauge().getId().getBaseUnit())
					.isEqualTo("usd");
			});
		}
	}

	@Test
	@DisplayName("BAL-2 falling below the limit is one warning")
	void fallingBelowIsOneWarning(CapturedOutput output) {
		try (ScriptedGateway gateway = telling("{\"code\":200,\"data\":11}", "{\"code\":200,\"data\":9.5}",
				"{\"code\":200,\"data\":9}", "{\"code\":200,\"data\":12}", "{\"code\":200,\"data\":8}")) {
			asking(gateway).withPropertyValues("apixo.balance.warn-below=10", "apixo.balance.time-to-live=0")
				.run((context) -> {
					for (int times = 0; times < 5; times++) {
						health(context);
					}
				});
			assertThat(gateway.requests()).hasSize(5);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains("below 10 USD")))
			.hasSize(2);
	}

	@Test
	@DisplayName("BAL-2 each client has an indicator of its own")
	void eachClientHasAnIndicator() {
		try (ScriptedGateway gateway = telling("{\"code\":200,\"data\":1}")) {
			asking(gateway).withUserConfiguration(TwoClients.class)
				.run((context) -> assertThat(
						context.getBean("apixoBalanceHealthContributor", CompositeReactiveHealthContributor.class))
					.extracting(ReactiveHealthContributors.Entry::name)
					.containsExactlyInAnyOrder("first", "second"));
		}
	}

	@Test
	@DisplayName("BAL-3 the key of another gateway stops the start unless the address of its balance is set")
	void foreignKeyStopsTheStart() {
		this.contextRunner
			.withPropertyValues("apixo.balance.enabled=true", "apixo.base-url=https://gateway.example.com")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("apixo.balance.base-url")
				.hasMessageNotContaining(TestReplies.KEY));
		this.contextRunner.withPropertyValues("apixo.balance.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(SharedBalances.class));
	}

	@Test
	@DisplayName("BAL-2 works without health and without meters")
	void worksWithoutHealthAndMeters() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class, MeterRegistry.class))
			.withPropertyValues("apixo.balance.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class)
				.doesNotHaveBean("apixoBalanceHealthContributor")
				.doesNotHaveBean(MeterBinder.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		ApixoMessagesClient first(ApixoMessagesClient.Builder builder) {
			return builder.name("first").build();
		}

		@Bean
		ApixoMessagesClient second(ApixoMessagesClient.Builder builder) {
			return builder.name("second").build();
		}

	}

}
