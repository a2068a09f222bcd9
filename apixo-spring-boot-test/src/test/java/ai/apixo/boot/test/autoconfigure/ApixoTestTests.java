package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.structured.StructuredOutput;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.tool.ToolRunner;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest(value = Desk.class, properties = "apixo.limits.concurrent-calls=3")
class ApixoTestTests {

	private final ApplicationContext context;

	ApixoTestTests(@Autowired ApplicationContext context) {
		this.context = context;
	}

	@Test
	@DisplayName("KIT-25 the slice has the client, Jackson, customizers and the named classes, and nothing else")
	void sliceHasWhatItNames(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
		assertThat(this.context.getBeanNamesForType(OtherService.class)).isEmpty();
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
		assertThat(gateway).lastRequest().hasHeader("x-desk", "1").hasHeader("x-web-client", "1");
	}

	@ParameterizedTest
	@ValueSource(classes = { ApixoMessagesClient.class, JsonMapper.class, JsonSchemas.class,
			StructuredOutput.Builder.class, ToolRunner.Builder.class, DeskCustomizer.class, SliceComponents.Json.class,
			SliceComponents.Module.class, SliceComponents.Convention.class, SliceComponents.WebClients.class,
			SliceComponents.Tools.class })
	@DisplayName("KIT-25 the slice has what the client, structured output and tools consist of")
	void sliceHas(Class<?> type) {
		assertThat(this.context.getBeanNamesForType(type)).hasSize(1);
	}

	@Test
	@DisplayName("KIT-25 the slice has the limits of the key")
	void sliceHasLimits() {
		assertThat(this.context.getBeanDefinitionNames()).contains("limiterApixoMessagesClientBuilderCustomizer");
	}

	@ParameterizedTest
	@ValueSource(classes = { OtherService.class, SliceComponents.Page.class, SliceComponents.Orders.class })
	@DisplayName("KIT-25 the slice has no controller, service or repository")
	void sliceHasNot(Class<?> type) {
		assertThat(this.context.getBeanNamesForType(type)).isEmpty();
	}

}
