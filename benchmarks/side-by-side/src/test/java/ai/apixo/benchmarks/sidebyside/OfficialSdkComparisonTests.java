package ai.apixo.benchmarks.sidebyside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The recorded streams of the conformance kit, added up here and by
 * {@code com.anthropic:anthropic-java-core}. Each difference stands with the rule that
 * decides it.
 */
class OfficialSdkComparisonTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@ValueSource(strings = { "01-text-basic", "02-text-multiblock", "03-unicode", "04-thinking-signature",
			"05-redacted-thinking", "06-tool-use", "08-tool-use-nested-unicode", "09-parallel-tools",
			"10-interleaved-blocks", "11-web-search", "13-stop-refusal", "14-stop-pause-turn",
			"15-stop-max-tokens-mid-tool", "16-stop-sequence", "18-cache-usage", "19-code-execution-container",
			"22-framing", "23-no-event-names", "24-name-type-mismatch", "26-empty-content" })
	void bothAddUpToTheSameMessage(String stream) {
		assertThat(differences(stream)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			textBlock = """
					# stream,               what the SDK says,                             rule
					07-tool-use-empty-input, Missing input JSON for index 1,                MSG-8: without a piece the start input stays
					12-document-citations,   `citations` is not a known type: JsonNull,     MSG-7: null starts as an empty list
					17-unknowns,             Content block is not a text block,             MSG-5: deltas for an unknown block change nothing
					27-missing-usage,        `usage` is not set,                            MSG-11: usage may be absent
					29-duplicate-start,      'message_start' event already received,        MSG-17: the same id again changes nothing
					""")
	@DisplayName("The SDK refuses what is complete here")
	void theSdkRefuses(String stream, String refusal, String rule) {
		assertThat(accumulate(stream).isComplete()).as(rule).isTrue();
		assertThatThrownBy(() -> OfficialSdk.accumulate(events(stream))).as(rule).hasMessageContaining(refusal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "20-error-midstream", "21-error-first", "25-truncated", "30-spliced-generation" })
	@DisplayName("Both know that a message is incomplete (MSG-13, MSG-14, MSG-17)")
	void bothKnowThatAMessageIsIncomplete(String stream) {
		assertThat(accumulate(stream).isComplete()).isFalse();
		assertThatThrownBy(() -> OfficialSdk.accumulate(events(stream)))
			.hasMessageContaining("'message_stop' event not yet received");
	}

	@Test
	@DisplayName("The SDK drops content that message_start brought (MSG-18)")
	void theSdkDropsPrefilledContent() {
		assertThat(differences("28-prefilled-content")).hasSize(2)
			.allMatch((difference) -> difference.matches("/content/[01]: .* / absent"));
	}

	@Test
	@DisplayName("The SDK drops unknown usage fields that only message_delta brings (MSG-6)")
	void theSdkDropsUnknownUsage() {
		assertThat(differences("31-sorted-keys")).containsExactly("/usage/cost: 0.000112 / absent",
				"/usage/cost_details: {\"upstream\":0.000112} / absent", "/usage/is_byok: false / absent");
	}

	private List<String> differences(String stream) {
		JsonNode ours = this.mapper.valueToTree(accumulate(stream).message());
		return JsonDifferences.between(ours, ExactJson.parse(OfficialSdk.accumulate(events(stream))));
	}

	private MessageAccumulator accumulate(String stream) {
		MessageAccumulator accumulator = new MessageAccumulator();
		events(stream).forEach((event) -> accumulator.accept(this.mapper.readValue(event, StreamEvent.class)));
		return accumulator;
	}

	private static List<String> events(String stream) {
		String file = "/conformance/streams/" + stream + ".events.json";
		try (InputStream in = OfficialSdkComparisonTests.class.getResourceAsStream(file)) {
			byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
			return new String(bytes, StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
