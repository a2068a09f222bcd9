package ai.apixo.messages.json;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.Role;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.StreamedText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers of gateways that leave out, null or respell what the reference demands.
 */
class LeanMessageTests {

	private static final String STOP = "{\"type\":\"message_stop\"}";

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@ValueSource(strings = { "{\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}",
			"{\"type\":null,\"role\":null,\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}",
			"{\"type\":\"message\",\"content\":\"hi\"}", "{\"content\":{\"type\":\"text\",\"text\":\"hi\"}}",
			"{\"content\":[{\"text\":\"hi\"}],\"usage\":null}",
			"{\"content\":[null,\"h\",5,[],{\"type\":\"text\",\"text\":\"i\"}],\"usage\":{\"input_tokens\":null}}" })
	@DisplayName("FIELD-9 The text of a lean message is read, and what is odd written again")
	void leanMessagesAreRead(String json) {
		Message message = this.mapper.readValue(json, Message.class);
		assertThat(message.text()).isEqualTo("hi");
		assertThat(message.role()).isEqualTo(Role.ASSISTANT);
		assertThat(message.usage().inputTokens()).isNull();
		Message again = this.mapper.readValue(this.mapper.writeValueAsString(message), Message.class);
		assertThat(again.content()).isEqualTo(message.content());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"error\",\"content\":[]}", "{\"error\":{\"message\":\"no\"},\"content\":[]}",
			"{\"object\":\"chat.completion\"}", "[]" })
	@DisplayName("FIELD-9 What is no message is not taken for one")
	void otherJsonIsNoMessage(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.mapper.readValue(json, Message.class));
	}

	@Test
	@DisplayName("FIELD-9 A start without type and content, and indexes as strings, lose no text")
	void leanStreamsAreRead() {
		Message message = add("{\"type\":\"message_start\",\"message\":{\"model\":\"x\"}}",
				"{\"type\":\"content_block_start\",\"index\":\"0\",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
				"{\"type\":\"content_block_delta\",\"index\":\"0\",\"delta\":{\"type\":\"text_delta\",\"text\":\"h\"}}",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\":\"i\"}}",
				"{\"type\":\"content_block_stop\",\"index\":\"0\"}", STOP);
		assertThat(message.content()).containsExactly(new TextBlock("hi"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"null\"", "\"\"", "\" \"", "{}", "\"{}\"" })
	@DisplayName("FIELD-8 What stands for no arguments is an empty object")
	void noArgumentsAreAnObject(String input) {
		Message message = this.mapper.readValue(
				"{\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":" + input + "}]}",
				Message.class);
		assertThat(message.toolUses().get(0).input()).hasToString("{}");
		assertThat(message.toolUses().get(0).unparsedInput()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "42 | 42", "4.50 | 4.50", "true | true", "[\"h\",\"i\"] | hi", "[\"h\",{\"text\":\"i\"},4] | hi4",
					"{\"value\":\"hi\"} | hi", "null | ``" })
	@DisplayName("FIELD-9 MSG-10 A piece of text in another form than a string is text, and written again as it came")
	void oddTextIsRead(String json, String text) {
		String delta = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
				+ json + "}}";
		StreamEvent event = this.mapper.readValue(delta, StreamEvent.class);
		assertThat(StreamedText.of(event)).isEqualTo(text);
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(event))).isEqualTo(this.mapper.readTree(delta));
		assertThat(add("{\"type\":\"message_start\",\"message\":{}}", delta, STOP).text()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"content_block_stop\",\"index\":\"7\"}", "{\"type\":\"content_block_stop\"}",
			"{\"type\":\"content_block_stop\",\"index\":null}" })
	@DisplayName("FIELD-9 An odd index is written as it was read")
	void oddIndexIsWrittenAsRead(String json) {
		StreamEvent event = this.mapper.readValue(json, StreamEvent.class);
		assertThat(this.mapper.writeValueAsString(event)).isEqualTo(json);
	}

	@Test
	@DisplayName("FIELD-9 Content that is a string in the start of a stream stands before what follows")
	void contentOfTheStartIsKept() {
		Message message = add("{\"type\":\"message_start\",\"message\":{\"content\":\"h\"}}",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"i\"}}",
				STOP);
		assertThat(message.text()).isEqualTo("hi");
		assertThat(message.additionalProperties()).isEmpty();
	}

	@Test
	@DisplayName("FIELD-9 MSG-17 An id that comes later is that of the same message")
	void laterIdIsTaken() {
		List<String> starts = List.of("{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}",
				"{\"type\":\"message_delta\",\"delta\":{\"id\":\"m\"}}");
		for (String later : starts) {
			Message message = add("{\"type\":\"message_start\",\"message\":{\"id\":null,\"content\":[]}}", later, STOP);
			assertThat(message.id()).isEqualTo("m");
			assertThat(message.additionalProperties()).doesNotContainKey("content");
		}
	}

	@Test
	@DisplayName("FIELD-9 MSG-11 A later zero wipes no count, a later count replaces a zero")
	void laterZeroWipesNoCount() {
		Message message = add(
				"{\"type\":\"message_start\",\"message\":{\"content\":[],\"usage\":{\"input_tokens\":7,\"output_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":3},\"x\":5}}}",
				"{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"input_tokens\":0,\"output_tokens\":9,\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0},\"x\":0}}",
				"{\"type\":\"message_delta\",\"delta\":null,\"usage\":null}", STOP);
		Usage usage = message.usage();
		assertThat(usage.inputTokens()).isEqualTo(7);
		assertThat(usage.outputTokens()).isEqualTo(9);
		assertThat(usage.cacheReadInputTokens()).isZero();
		assertThat(usage.cacheCreation()).extracting("ephemeral5mInputTokens").isEqualTo(3L);
		assertThat(usage.additionalProperties().get("x")).hasToString("5");
	}

	private Message add(String... events) {
		MessageAccumulator accumulator = new MessageAccumulator();
		for (String event : events) {
			accumulator.accept(this.mapper.readValue(event, StreamEvent.class));
		}
		return accumulator.message();
	}

}
