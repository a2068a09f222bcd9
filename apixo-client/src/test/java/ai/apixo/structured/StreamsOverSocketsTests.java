package ai.apixo.structured;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import ai.apixo.client.EachConnector;
import ai.apixo.client.Latch;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.TestConnector;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the connection when elements and snapshots are streamed.
 */
@EachConnector
class StreamsOverSocketsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final List<String> BEGUN = List.of(
			"{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}",
			"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
			delta("{\\\"title\\\":\\\"t\\\",\\\"ingredients\\\":[{\\\"name\\\":\\\"milk\\\",\\\"amount\\\":1}"));

	private static final List<String> ENDED = List.of("{\"type\":\"content_block_stop\",\"index\":0}",
			"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}",
			"{\"type\":\"message_stop\"}");

	private final TestConnector connector;

	private final Latch closed = new Latch();

	StreamsOverSocketsTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("STR-28 an element arrives while the rest is yet to be written")
	void elementArrivesBeforeTheRest() {
		Latch seen = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(events(BEGUN));
			seen.await();
			response.chunk(events(List.of(delta("]}")))).chunk(events(ENDED)).endStream();
		})) {
			StepVerifier.create(recipes(gateway).streamElements(Answer.request(), "ingredients", Ingredient.class))
				.expectNext(new Ingredient("milk", 1))
				.then(seen::release)
				.expectComplete()
				.verify(LIMIT);
		}
	}

	@Test
	@DisplayName("STR-29 an element that does not bind closes the connection")
	void invalidElementClosesTheConnection() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream()
				.chunk(events(BEGUN))
				.chunk(events(List.of(delta(",{\\\"name\\\":1.5,\\\"amount\\\":true}"))));
			response.awaitClose();
			this.closed.release();
		})) {
			StepVerifier.create(recipes(gateway).streamElements(Answer.request(), "ingredients", Ingredient.class))
				.expectNext(new Ingredient("milk", 1))
				.expectError(ApixoStructuredOutputException.class)
				.verify(LIMIT);
			this.closed.await();
		}
	}

	@Test
	@DisplayName("STR-36 cancelling after an element closes the connection")
	void cancellingElementsClosesTheConnection() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(events(BEGUN));
			response.awaitClose();
			this.closed.release();
		})) {
			StepVerifier.create(recipes(gateway).streamElements(Answer.request(), "ingredients", Ingredient.class))
				.expectNextCount(1)
				.thenCancel()
				.verify(LIMIT);
			this.closed.await();
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("STR-36 cancelling after a snapshot closes the connection")
	void cancellingSnapshotsClosesTheConnection() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(events(BEGUN));
			response.awaitClose();
			this.closed.release();
		})) {
			StepVerifier.create(recipes(gateway).streamPartial(Answer.request()))
				.expectNextCount(1)
				.thenCancel()
				.verify(LIMIT);
			this.closed.await();
		}
	}

	@Test
	@DisplayName("STR-22 a stream that is cut, and a request that is refused, fail as without this package")
	void failuresOfTheCallPassThrough() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.startStream().chunk(events(BEGUN)).endStream(),
				(response) -> response.respond(400, "application/json",
						"{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}"))) {
			StepVerifier.create(recipes(gateway).streamElements(Answer.request(), "ingredients", Ingredient.class))
				.expectNextCount(1)
				.expectError(ApixoIncompleteStreamException.class)
				.verify(LIMIT);
			StepVerifier.create(recipes(gateway).create(Answer.request()))
				.expectError(ApixoApiException.class)
				.verify(LIMIT);
		}
	}

	private StructuredOutput<Recipe> recipes(ScriptedGateway gateway) {
		return StructuredOutput.of(this.connector.client(gateway).build(), Recipe.class);
	}

	private static String delta(String text) {
		return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
				+ "\"}}";
	}

	private static String events(List<String> events) {
		StringBuilder stream = new StringBuilder();
		events.forEach((event) -> stream.append("data: ").append(event).append("\n\n"));
		return stream.toString();
	}

}
