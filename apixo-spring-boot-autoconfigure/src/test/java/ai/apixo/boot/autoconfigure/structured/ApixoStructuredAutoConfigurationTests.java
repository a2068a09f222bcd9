package ai.apixo.boot.autoconfigure.structured;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.structured.StructuredOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ApixoStructuredAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoStructuredAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key");

	@Test
	void clientIsEnoughForSchemasAndBuilder() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(JsonSchemas.class)
			.hasSingleBean(StructuredOutput.Builder.class));
	}

	@Test
	void nothingIsMadeBeforeItIsAskedFor() {
		this.contextRunner.run((context) -> assertThat(
				context.getSourceApplicationContext().getBeanFactory().containsSingleton("apixoJsonSchemas"))
			.isFalse());
	}

	@Test
	void nothingIsConfiguredWithoutAClient() {
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JsonSchemas.class)
				.doesNotHaveBean(StructuredOutput.Builder.class));
	}

	@Test
	void schemasUseTheMapperAndTheValidatorOfTheApplication() {
		this.contextRunner.withUserConfiguration(Application.class).run((context) -> {
			JsonSchemas schemas = context.getBean(JsonSchemas.class);
			assertThat(schemas.of(Dish.class).full().get("properties").propertyNames()).containsExactly("full_name");
			assertThatExceptionOfType(ApixoStructuredOutputException.class)
				.isThrownBy(() -> schemas.of(Dish.class).read(JsonMapper.shared().readTree("{\"full_name\":\"x\"}")));
		});
	}

	@Test
	void propertiesAreTheSettingsOfTheBuilder() {
		this.contextRunner.withPropertyValues("apixo.structured.mode=tool")
			.run((context) -> assertThat(context.getBean(StructuredOutput.Builder.class)
				.build(Dish.class)
				.prepare(MessagesRequest.builder().user("x").build())
				.tools()).hasSize(1));
	}

	@Test
	void malformedResponseNamesTheProperty() {
		Message message = MessagesJsonMapper.create()
			.readValue(
					"{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"stop_reason\":\"end_turn\"}",
					Message.class);
		ApixoMessagesClient client = mock();
		given(client.create(any())).willReturn(Mono.just(message));
		this.contextRunner.withBean(ApixoMessagesClient.class, () -> client)
			.run((context) -> StepVerifier
				.create(context.getBean(StructuredOutput.Builder.class)
					.build(Dish.class)
					.create(MessagesRequest.builder().user("x").build()))
				.verifyErrorSatisfies((failure) -> assertThat(failure)
					.hasMessageContaining("set 'apixo.structured.mode' to 'tool'")));
	}

	@Test
	void typesOfBeansAreKnownToNativeImages() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		RootBeanDefinition definition = new RootBeanDefinition(StructuredOutput.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(StructuredOutput.class, Menu.class));
		beanFactory.registerBeanDefinition("menus", definition);
		RuntimeHints hints = new RuntimeHints();
		GenerationContext context = mock();
		given(context.getRuntimeHints()).willReturn(hints);
		BeanRegistrationAotContribution contribution = new StructuredOutputHints()
			.processAheadOfTime(RegisteredBean.of(beanFactory, "menus"));
		Objects.requireNonNull(contribution).applyTo(context, mock());
		for (Class<?> type : List.of(Menu.class, Dish.class, Course.class, Starter.class, Dessert.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
		}
	}

	@Test
	void typesInsideAreFound() {
		Set<Class<?>> types = new LinkedHashSet<>();
		StructuredOutputHints.collect(ResolvableType.forClass(Menu.class), types);
		assertThat(types).containsExactlyInAnyOrder(Menu.class, Dish.class, Course.class, Starter.class, Dessert.class);
	}

	record Dish(String fullName) {
	}

	sealed interface Course permits Starter, Dessert {

	}

	record Starter(Dish dish) implements Course {
	}

	record Dessert(int calories) implements Course {
	}

	record Menu(List<Course> courses) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		JsonMapper jsonMapper() {
			return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		}

		@Bean
		Validator validator() {
			return new NothingIsValid();
		}

	}

	static class NothingIsValid implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Dish.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			errors.reject("never");
		}

	}

}
