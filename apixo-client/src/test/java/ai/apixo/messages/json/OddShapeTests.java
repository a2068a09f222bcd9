package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.UnknownDelta;
import ai.apixo.messages.event.UnknownEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nulls, absent fields, and fields of another JSON type than the documented one.
 */
class OddShapeTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	@DisplayName("An explicit null of a known field is told from an absent one, and written again (MSG-11)")
	void nullIsToldFromAbsent() {
		MessageDelta nulls = event("""
				{"type":"message_delta","delta":{"stop_reason":null,"stop_sequence":null},"usage":{"output_tokens":5}}
				""", MessageDelta.class);
		assertThat(nulls.delta().stopReason()).isNull();
		assertThat(nulls.delta().has("stop_reason")).isTrue();
		assertThat(nulls.delta().has("container")).isFalse();
		MessageDelta absent = event("{\"type\":\"message_delta\",\"delta\":{}}", MessageDelta.class);
		assertThat(absent.delta().has("stop_reason")).isFalse();
	}

	@Test
	@DisplayName("Known and unknown null fields are written again")
	void nullsAreWrittenAgain() {
		assertWrittenAsRead("{\"type\":\"text\",\"text\":\"a\",\"citations\":null,\"x\":null}", ContentBlock.class);
		assertWrittenAsRead("{\"type\":\"text\",\"text\":null}", ContentBlock.class);
		assertWrittenAsRead("{\"type\":\"text\",\"text\":\"a\",\"citations\":[]}", ContentBlock.class);
		assertWrittenAsRead("{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"b\",\"input\":null}", ContentBlock.class);
	}

	@Test
	@DisplayName("Lean gateways leave out text, thinking, signature, input and index")
	void leanBlocksAreRead() {
		assertThat(read("{\"type\":\"text\"}", ContentBlock.class)).isEqualTo(new TextBlock(""));
		assertThat(read("{\"type\":\"thinking\"}", ContentBlock.class)).isEqualTo(new ThinkingBlock("", null));
		assertThat(event("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\"}}",
				ContentBlockDelta.class))
			.isEqualTo(new ContentBlockDelta(-1, new TextDelta("")));
		assertThat(event("{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\"}}",
				ContentBlockStart.class)
			.index()).isEqualTo(-1);
	}

	@Test
	@DisplayName("A block that lacks a required field, or has it in another shape, is kept whole")
	void misshapenBlocksAreUnknown() {
		assertThat(read("{\"type\":\"text\",\"text\":5}", ContentBlock.class)).isInstanceOf(UnknownBlock.class);
		assertThat(read("{\"type\":\"tool_use\",\"name\":\"b\"}", ContentBlock.class)).isInstanceOf(UnknownBlock.class);
		assertThat(read("{\"type\":7,\"text\":\"a\"}", ContentBlock.class)).isInstanceOf(UnknownBlock.class);
		assertWrittenAsRead("{\"type\":\"text\",\"text\":5}", ContentBlock.class);
	}

	@Test
	@DisplayName("An event that lacks what its type requires is an unknown event with its raw JSON")
	void misshapenEventsAreUnknown() {
		for (String json : List.of("{\"type\":\"message_start\",\"message\":\"x\"}", "{\"type\":\"message_start\"}",
				"{\"type\":\"content_block_start\",\"index\":0}", "{\"type\":\"content_block_stop\",\"index\":\"a\"}",
				"{\"type\":\"content_block_delta\",\"index\":4294967296,\"delta\":{\"type\":\"text_delta\"}}",
				"{\"type\":\"message_delta\",\"delta\":[]}")) {
			UnknownEvent event = event(json, UnknownEvent.class);
			assertThat(event.raw().toString()).isEqualTo(json);
		}
		ContentBlockDelta delta = event(
				"{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":{}}}",
				ContentBlockDelta.class);
		assertThat(delta.delta()).isInstanceOf(UnknownDelta.class);
	}

	@Test
	@DisplayName("No odd field costs an answer that was paid for")
	void oddAnswersAreRead() {
		Message message = read("""
				{"id":7,"type":"message","role":null,"model":[],"content":[{"type":"text","text":"Hi"}],
				"stop_reason":3,"stop_details":"no","container":"c","usage":"many"}""", Message.class);
		assertThat(message.text()).isEqualTo("Hi");
		assertThat(message.id()).isEmpty();
		assertThat(message.additionalProperties()).containsOnlyKeys("id", "role", "model", "stop_reason",
				"stop_details", "container", "usage");
	}

	@Test
	@DisplayName("Whole numbers written with a fraction count, other ones stay as they came")
	void fractionsOfTokensStay() {
		Message message = read("{\"content\":[],\"usage\":{\"input_tokens\":12.0,\"output_tokens\":1.5}}",
				Message.class);
		assertThat(message.usage().inputTokens()).isEqualTo(12);
		assertThat(message.usage().outputTokens()).isNull();
		assertThat(message.usage().additionalProperties()).containsOnlyKeys("output_tokens");
	}

	@Test
	@DisplayName("Whatever stands in the place of a known field, reading and writing loses nothing")
	void generatedOddShapesAreWrittenAsRead() {
		for (long seed = 0; seed < 1000; seed++) {
			Random random = new Random(seed);
			JsonNode answer = this.mapper.valueToTree(new ModelValues(seed).next(Message.class));
			List<ObjectNode> objects = new ArrayList<>();
			collectObjects(answer, objects);
			for (int i = 0; i < 3; i++) {
				replaceAField(objects.get(random.nextInt(objects.size())), random);
			}
			Message read = this.mapper.treeToValue(answer, Message.class);
			JsonEquality.assertSameJson(this.mapper.valueToTree(read), answer);
		}
	}

	private static void collectObjects(JsonNode node, List<ObjectNode> objects) {
		if (node instanceof ObjectNode object) {
			objects.add(object);
		}
		node.values().forEach((child) -> collectObjects(child, objects));
	}

	private static void replaceAField(ObjectNode object, Random random) {
		List<String> names = object.propertyNames().stream().toList();
		if (names.isEmpty()) {
			return;
		}
		String name = names.get(random.nextInt(names.size()));
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		List<JsonNode> odd = List.of(nodes.nullNode(), nodes.numberNode(5), nodes.stringNode("odd"), nodes.arrayNode(),
				nodes.booleanNode(true), nodes.arrayNode().add(1), nodes.objectNode().put("odd", 1));
		JsonNode value = odd.get(random.nextInt(odd.size()));
		// The type of an answer tells that it is one.
		if (!(name.equals("type") && object.has("content"))) {
			object.set(name, value);
		}
	}

	private void assertWrittenAsRead(String json, Class<?> type) {
		JsonEquality.assertSameJson(this.mapper.writeValueAsString(read(json, type)), json);
	}

	private <T> T read(String json, Class<T> type) {
		return this.mapper.readValue(json, type);
	}

	private <T extends StreamEvent> T event(String json, Class<T> type) {
		StreamEvent event = read(json, StreamEvent.class);
		assertThat(event).isInstanceOf(type);
		return type.cast(event);
	}

}
