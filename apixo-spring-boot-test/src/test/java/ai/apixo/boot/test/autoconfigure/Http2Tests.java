package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest(value = Desk.class, properties = "apixo.http.protocol=http2")
class Http2Tests {

	@Test
	@DisplayName("KIT-20 an application that uses HTTP/2 talks HTTP/1.1 to the gateway")
	void gatewaySpeaksHttp1(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
	}

}
