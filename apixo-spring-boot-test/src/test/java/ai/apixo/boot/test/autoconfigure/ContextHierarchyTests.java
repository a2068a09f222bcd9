package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@ContextHierarchy({ @ContextConfiguration(name = "parent", classes = DeskApplication.class),
		@ContextConfiguration(name = "child", classes = ContextHierarchyTests.Child.class) })
@AutoConfigureMockApixo
class ContextHierarchyTests {

	@Test
	@DisplayName("KIT-20 a hierarchy of contexts has one gateway")
	void hierarchyHasOneGateway(@Autowired ApplicationContext child, @Autowired MockApixoGateway gateway,
			@Autowired Desk desk) {
		assertThat(child.getParent()).isNotNull();
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Child {

	}

}
