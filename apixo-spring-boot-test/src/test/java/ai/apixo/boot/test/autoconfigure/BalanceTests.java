package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "apixo.balance.enabled=true")
@AutoConfigureMockApixo
class BalanceTests {

	@Test
	@DisplayName("KIT-20 an application that reports the balance of its key does not ask the real gateway for it")
	void balanceIsNotAskedFor(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
	}

}
