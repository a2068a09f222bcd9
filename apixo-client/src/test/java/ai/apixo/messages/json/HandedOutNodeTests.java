package ai.apixo.messages.json;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputFormat;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.content.UnknownCitation;
import ai.apixo.messages.content.UnknownServerToolResult;
import ai.apixo.messages.content.UnknownSource;
import ai.apixo.messages.event.UnknownDelta;
import ai.apixo.messages.event.UnknownEvent;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.UnknownTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values stay what they are, whatever is done to the nodes that went in or came out.
 */
class HandedOutNodeTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@MethodSource("types")
	@DisplayName("Changing a node that was handed out does not change the value that it came from")
	void changingWhatCameOutChangesNothing(Class<?> type) throws ReflectiveOperationException {
		for (long seed = 0; seed < 50; seed++) {
			Object value = new ModelValues(seed).next(type);
			Object same = new ModelValues(seed).next(type);
			String json = this.mapper.writeValueAsString(value);
			for (RecordComponent component : WireShape.of(type).components()) {
				change(type.getMethod(component.getName()).invoke(value));
			}
			assertThat(this.mapper.writeValueAsString(value)).as("seed %s", seed).isEqualTo(json);
			assertThat(value).as("seed %s", seed).isEqualTo(same).hasSameHashCodeAs(same);
		}
	}

	static Stream<Class<?>> types() {
		return ModelValues.TYPES.stream().filter((type) -> !type.isSealed());
	}

	private static void change(@Nullable Object value) {
		if (value instanceof ObjectNode object) {
			object.values().forEach(HandedOutNodeTests::change);
			object.put("changed", true);
		}
		else if (value instanceof ArrayNode array) {
			array.values().forEach(HandedOutNodeTests::change);
			array.add("changed");
		}
		else if (value instanceof Collection<?> items) {
			items.forEach(HandedOutNodeTests::change);
		}
		else if (value instanceof Map<?, ?> map) {
			map.values().forEach(HandedOutNodeTests::change);
			map.entrySet().forEach((entry) -> change(entry.getValue()));
			map.keySet().forEach((key) -> change(map.get(key)));
		}
	}

	@Test
	@DisplayName("Changing a node that was handed in does not change the value that it went into")
	void changingWhatWentInChangesNothing() {
		JsonNode node = ExactJson.parse("{\"a\":{\"b\":[1]}}");
		List<Object> values = valuesOf(node);
		List<String> before = values.stream().map(this.mapper::writeValueAsString).toList();
		change(node);
		assertThat(values).map(this.mapper::writeValueAsString).isEqualTo(before);
	}

	private static List<Object> valuesOf(JsonNode node) {
		return List.of(new ToolUseBlock("i", "n", node), ToolUseBlock.builder("i", "n", node).build(),
				new ToolUseBlock("i", "n", ExactJson.valueOf(Map.of())).withInput(node, null),
				new ServerToolUseBlock("i", "n", node), CustomTool.builder("n", node).build(),
				CustomTool.builder("n", ExactJson.valueOf(Map.of())).inputExamples(List.of(node)).build(),
				OutputFormat.jsonSchema(node), new UnknownBlock("x", node), new UnknownCitation("x", node),
				new UnknownSource("x", node), new UnknownServerToolResult("x", node), new UnknownTool("x", node),
				new UnknownEvent("x", node), new UnknownDelta("x", node),
				ServerTool.of("t", "n").withAdditionalProperty("x", node),
				MessagesRequest.builder().additionalProperty("x", node).build(),
				MessagesRequest.builder().additionalProperties(Map.of("x", node)).build());
	}

	@Test
	@DisplayName("A value that is no object or array is not copied")
	void plainNodesAreNotCopied() {
		JsonNode text = ExactJson.valueOf("text");
		assertThat(new UnknownBlock("x", text).raw()).isSameAs(text);
	}

}
