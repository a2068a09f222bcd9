package ai.apixo.structured;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text of which elements are read, where it is cut and what it may hold.
 */
class ElementTextTests {

	@Test
	@DisplayName("STR-20 STR-28 a comma behind the last property is malformed wherever the text is cut")
	void commaBehindTheLastProperty() {
		for (String end : List.of(",}", ", }", ",\n\n}", ",}]}")) {
			String list = end.endsWith("]}") ? "\"ingredients\":[{\"name\":\"a\",\"amount\":1" : "\"ingredients\":[]";
			String document = "{\"title\":\",}\"," + list + end;
			for (String cut : List.of("", "(?<=,)", "(?<=\\d|])")) {
				Flux<StreamEvent> events = Answer.begin().text(document.split(cut)).end("end_turn").stream();
				StreamedElementsTests.verifyFailure(StreamedElementsTests.ingredients(events), 0, Reason.MALFORMED, "");
				StepVerifier
					.create(StructuredOutput.of(RecordedClient.streaming(events), Recipe.class)
						.streamPartial(Answer.request())
						.ignoreElements())
					.expectErrorSatisfies((failure) -> assertThat(((ApixoStructuredOutputException) failure).reason())
						.isEqualTo(Reason.MALFORMED))
					.verify();
			}
		}
	}

	@Test
	@DisplayName("STR-20 half a character behind the document is other text")
	void halfACharacterBehindTheDocument() {
		StreamedElementsTests.verifyFailure(
				StreamedElementsTests.ingredients(Answer.of("{\"title\":\"x\",\"ingredients\":[]}\ud83c").stream()), 0,
				Reason.MALFORMED, "");
	}

	@Test
	@DisplayName("STR-31 an element of far more values than a model writes is malformed, and is not read to its end")
	void elementOfManyValues() {
		AtomicInteger sent = new AtomicInteger();
		String[] pieces = ("{\"ingredients\":[{\"x\":[" + "{},".repeat(1_000_000)).split("(?<=\\G.{4096})");
		Flux<StreamEvent> events = Answer.begin()
			.text(pieces)
			.end("end_turn")
			.stream()
			.doOnNext((event) -> sent.incrementAndGet());
		StreamedElementsTests.verifyFailure(StreamedElementsTests.ingredients(events), 0, Reason.MALFORMED, "");
		assertThat(sent.get()).isLessThan(pieces.length / 2);
	}

	@Test
	@DisplayName("STR-28 a deserializer of the application may read a tree, as anywhere")
	void deserializersOfTheApplication() {
		SimpleModule module = new SimpleModule().addDeserializer(Label.class, new Labels());
		StructuredOutput<LabelList> labels = StructuredOutput
			.builder(RecordedClient.streaming(
					Answer.of("{\"labels\":[{\"text\":\"a\"},[\"b\",[1]],[\"c\",\"d\"],{\"text\":\"e\"}]}").stream()))
			.schemas(JsonSchemas.create(JsonMapper.builder().addModule(module).build(), null))
			.build(LabelList.class);
		StepVerifier.create(labels.streamElements(Answer.request(), "labels", Label.class).map(Label::text))
			.expectNext("a", "b", "c", "e")
			.verifyComplete();
	}

	record LabelList(List<Label> labels) {
	}

	record Label(String text) {
	}

	/** Reads a tree, or the first string of an array and nothing behind it. */
	static final class Labels extends ValueDeserializer<Label> {

		@Override
		public Label deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				JsonNode tree = parser.readValueAsTree();
				return new Label(tree.get("text").asString());
			}
			Label label = new Label(parser.nextStringValue());
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				parser.skipChildren();
			}
			return label;
		}

		@Override
		public LogicalType logicalType() {
			return LogicalType.Textual;
		}

	}

}
