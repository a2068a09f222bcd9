package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JSON that would take many times its size in memory.
 */
@EachConnector
class HeavyJsonTests {

	private static final int SIZE = 15_000_000;

	private final TestConnector connector;

	HeavyJsonTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "{},", "[],", "1,", "\"\",", "{\"a\":1}," })
	@DisplayName("SSE-22 a message of many small values is a limit failure, and nothing of it is read")
	void refusesMessages(String value) {
		ApixoLimitException failure = new HostileCall(this.connector).failure(ApixoLimitException.class,
				(response) -> response.respond(200, "application/json", heavy("message", value)),
				(client) -> client.create(Requests.hello()));
		assertThat(failure.limit()).isEqualTo(ApixoLimit.MAX_MESSAGE_SIZE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{},", "1," })
	@DisplayName("SSE-22 an event of many small values is a limit failure")
	void refusesEvents(String value) {
		new HostileCall(this.connector).failure(ApixoLimitException.class, (response) -> response.respond(200,
				"text/event-stream", Requests.START + "data: " + heavy("new_event", value) + "\n\n"));
	}

	private static String heavy(String type, String value) {
		return "{\"type\":\"" + type + "\",\"content\":[],\"z\":[" + value.repeat(SIZE / value.length()) + "0]}";
	}

}
