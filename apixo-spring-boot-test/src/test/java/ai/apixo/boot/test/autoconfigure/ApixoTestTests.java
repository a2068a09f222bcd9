package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest(Desk.class)
class ApixoTestTests {

	@Test
	@DisplayName("KIT-25 the slice has the client, Jackson, customizers and the named classes, and nothing else")
	void sliceHasWhatItNames(@Autowired ApplicationContext context, @Autowired MockApixoGateway gateway,
			@Autowired Desk desk) {
		assertThat(context.getBeanNamesForType(JsonMapper.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(DeskCustomizer.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(OtherService.class)).isEmpty();
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
		assertThat(gateway).lastRequest().hasHeader("x-desk", "1");
	}

}
