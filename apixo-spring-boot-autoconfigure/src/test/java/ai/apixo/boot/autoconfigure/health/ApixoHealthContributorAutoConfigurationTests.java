package ai.apixo.boot.autoconfigure.health;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.health.ApixoHealthIndicator;
import ai.apixo.client.ApixoMessagesClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class ApixoHealthContributorAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ApixoAutoConfiguration.class,
			ApixoHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues("apixo.api-key=test-key");

	@Test
	void oneClientGivesAnIndicator() {
		this.contextRunner.run((context) -> assertThat(context).getBean("apixoHealthContributor")
			.isInstanceOf(ApixoHealthIndicator.class));
	}

	@Test
	void severalClientsGiveAComposite() {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.run((context) -> assertThat(
					context.getBean("apixoHealthContributor", CompositeReactiveHealthContributor.class))
				.extracting(ReactiveHealthContributors.Entry::name)
				.containsExactlyInAnyOrder("first", "second"));
	}

	@Test
	void contributorIsCalledApixo() {
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("apixo.api-key=test-key")
			.run((context) -> assertThat(
					context.getBean(ReactiveHealthContributorRegistry.class).getContributor("apixo"))
				.isNotNull());
	}

	@Test
	void applicationsWithoutReactiveHealthSeeItToo() {
		this.contextRunner.withPropertyValues("apixo.health.probe=none")
			.run((context) -> assertThat(context.getBean(HealthEndpoint.class).healthForPath("apixo")).isNotNull());
	}

	@Test
	void readinessDoesNotDependOnTheGateway() {
		this.contextRunner.withPropertyValues("management.endpoint.health.probes.enabled=true").run((context) -> {
			HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
			for (String name : groups.getNames()) {
				assertThat(Objects.requireNonNull(groups.get(name)).isMember("apixo")).as(name).isFalse();
			}
			assertThat(groups.getPrimary().isMember("apixo")).isTrue();
		});
	}

	@Test
	void nothingIsContributedWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class));
	}

	@Test
	void nothingIsContributedWhenAllHealthIsSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class));
	}

	@Test
	void nothingIsContributedWithoutAClient() {
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class));
	}

	@Test
	void nothingIsContributedWithoutHealthOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class))
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class)
				.doesNotHaveBean(ApixoHealthContributorAutoConfiguration.class));
	}

	@Test
	void clientOfTheApplicationIsEnough() {
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.withBean(ApixoMessagesClient.class, () -> mock(ApixoMessagesClient.class))
			.run((context) -> assertThat(context).hasBean("apixoHealthContributor"));
	}

	@Test
	void contributorOfTheApplicationWins() {
		this.contextRunner
			.withBean("apixoHealthIndicator", ReactiveHealthContributor.class, () -> mock(ApixoHealthIndicator.class))
			.run((context) -> assertThat(context).hasSingleBean(ReactiveHealthContributor.class)
				.doesNotHaveBean("apixoHealthContributor"));
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		ApixoMessagesClient first(ApixoMessagesClient.Builder builder) {
			return builder.build();
		}

		@Bean
		ApixoMessagesClient second(ApixoMessagesClient.Builder builder) {
			return builder.name("second").build();
		}

	}

}
