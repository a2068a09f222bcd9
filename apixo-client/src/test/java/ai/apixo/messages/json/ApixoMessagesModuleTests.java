package ai.apixo.messages.json;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ApixoMessagesModuleTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	@DisplayName("A mapper of the application finds the module and writes the form of the wire")
	void settingsOfTheApplicationDoNotChangeTheWire() {
		JsonMapper application = JsonMapper.builder()
			.findAndAddModules()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
			.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.build();
		Message message = this.mapper.readValue(Fixture.read("message.json"), Message.class);
		JsonEquality.assertSameJson(application.writeValueAsString(message), Fixture.read("message.json"));
		assertThat(application.writeValueAsString(new Note(new TextBlock(""))))
			.isEqualTo("{\"Block\":{\"type\":\"text\",\"text\":\"\"}}");
		assertThat(application.readValue("{\"Block\":{\"type\":\"text\",\"text\":\"a\"}}", Note.class))
			.isEqualTo(new Note(new TextBlock("a")));
	}

	@Test
	@DisplayName("Every record of the wire can be read by its own class")
	void everyRecordIsReadByItsOwnClass() {
		for (long seed = 0; seed < 30; seed++) {
			ModelValues values = new ModelValues(seed);
			for (Class<?> type : ModelValues.TYPES) {
				Object value = values.next(type);
				assertThat((Object) this.mapper.readValue(this.mapper.writeValueAsString(value), type))
					.isEqualTo(value);
			}
		}
	}

	@Test
	@DisplayName("JSON of another shape is a mismatch that names the type and never the content (SEC-9)")
	void mismatchesDoNotShowTheContent() {
		assertThatExceptionOfType(MismatchedInputException.class)
			.isThrownBy(() -> this.mapper.readValue("[\"secret\"]", StreamEvent.class))
			.withMessageContaining("StreamEvent")
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(MismatchedInputException.class)
			.isThrownBy(() -> this.mapper.readValue("{\"type\":\"error\",\"content\":[\"secret\"]}", Message.class))
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(MismatchedInputException.class)
			.isThrownBy(() -> this.mapper.readValue("{\"type\":\"text\",\"text\":\"secret\"}", ToolUseBlock.class))
			.withMessageNotContaining("secret");
	}

	@Test
	@DisplayName("The type may stand last, at every level (MSG-2)")
	void theTypeMayStandLast() {
		assertThat(this.mapper.readValue(
				"{\"index\":0,\"delta\":{\"text\":\"a\",\"type\":\"text_delta\"},\"type\":\"content_block_delta\"}",
				StreamEvent.class))
			.isEqualTo(new ContentBlockDelta(0, new TextDelta("a")));
	}

	@Test
	@DisplayName("Events nested 100,000 deep are refused, without a StackOverflowError (MSG-16)")
	void deepEventsAreRefused() {
		String deep = "{\"type\":\"x\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> this.mapper.readValue(deep, StreamEvent.class));
		String blocks = "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":[".repeat(100_000);
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> this.mapper.readValue(blocks, ContentBlock.class));
	}

	@Test
	@DisplayName("Values nested 100,000 deep are not written, without a StackOverflowError (MSG-16)")
	void deepValuesAreNotWritten() {
		ContentBlock block = new TextBlock("a");
		for (int i = 0; i < 100_000; i++) {
			block = ToolResultBlock.of("a", Content.of(block));
		}
		ContentBlock deep = block;
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.mapper.writeValueAsString(deep));
	}

	@Test
	@DisplayName("Tool input as deep as can be read can be sent back")
	void deepInputIsSentBack() {
		String input = "{\"a\":".repeat(499) + "1" + "}".repeat(499);
		InputMessage turn = InputMessage.assistant(new ToolUseBlock("toolu_1", "t", ExactJson.parse(input)));
		assertThat(this.mapper.writeValueAsString(turn)).contains(input);
	}

	@Test
	@DisplayName("Halves of surrogate pairs survive the way over bytes (MSG-19)")
	void surrogateHalvesSurvive() {
		List<TextDelta> deltas = List.of(new TextDelta("pair:\ud83e"), new TextDelta("\udd80!"),
				new TextDelta("潮\ud83e\udd80"));
		for (TextDelta delta : deltas) {
			assertThat(this.mapper.readValue(this.mapper.writeValueAsBytes(delta), TextDelta.class)).isEqualTo(delta);
		}
		ContentBlock raw = this.mapper.readValue("{\"type\":\"x\",\"half\":\"\\ud83e\"}", ContentBlock.class);
		assertThat(this.mapper.readValue(this.mapper.writeValueAsBytes(raw), ContentBlock.class)).isEqualTo(raw);
	}

	record Note(ContentBlock block) {

	}

}
