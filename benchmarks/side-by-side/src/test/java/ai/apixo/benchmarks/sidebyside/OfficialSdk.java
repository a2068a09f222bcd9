package ai.apixo.benchmarks.sidebyside;

import java.util.List;

import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * The accumulator of the official Java SDK.
 */
final class OfficialSdk {

	private OfficialSdk() {
	}

	/**
	 * Add events up.
	 * @param events the JSON of the events
	 * @return the JSON of the message
	 * @throws AnthropicException if the SDK refuses
	 * @throws IllegalStateException if the SDK refuses
	 */
	static String accumulate(List<String> events) {
		try {
			MessageAccumulator accumulator = MessageAccumulator.create();
			for (String event : events) {
				accumulator.accumulate(ObjectMappers.jsonMapper().readValue(event, RawMessageStreamEvent.class));
			}
			return ObjectMappers.jsonMapper().writeValueAsString(accumulator.message());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
