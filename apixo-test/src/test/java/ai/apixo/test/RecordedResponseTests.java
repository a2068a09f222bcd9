package ai.apixo.test;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a response that was not read to the end of HTTP is recorded.
 */
class RecordedResponseTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			data: {"type":"message_stop"}~~ | complete
			data: {"type":"error","error":{"type":"api_error"}}~~ | complete
			data: {"type":"error","error":{"type":"api | cut
			data: {"type":"content_block_delta","index":0}~~ | cut
			data: {"type":"ping","text":"\\"type\\":\\"message_stop\\""}~~ | cut
			{"type":"error","error":{"type":"api_error" | cut
			""")
	@DisplayName("KIT-27 what clients read no further than is complete, anything else that was not read to its end is cut")
	void lastEventCompletes(String body, String end) {
		RecordedResponse recorded = new RecordedResponse(MessagesFormat.object());
		byte[] bytes = body.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
		WireResponse response = recorded
			.record(new WireResponse(200, new HttpHeaders(), Flux.just(bytes).concatWith(Flux.never())));
		StepVerifier.create(response.body()).expectNext(bytes).thenCancel().verify();
		assertThat(recorded.exchange("t", new KeyMask("")).orElseThrow().json().at("/response/end").asString())
			.isEqualTo(end);
	}

}
