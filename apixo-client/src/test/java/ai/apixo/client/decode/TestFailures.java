package ai.apixo.client.decode;

import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;

/**
 * Failures that are distinguished by their type and their message.
 */
final class TestFailures implements DecodingFailures {

	@Override
	public ApixoException tooLarge() {
		return new ApixoLimitException("too large", ApixoLimit.MAX_MESSAGE_SIZE, null);
	}

	@Override
	public ApixoException notJson(long eventNumber, String reason) {
		return new ApixoProtocolException("event " + eventNumber + ": " + reason, null);
	}

	@Override
	public ApixoException spliced() {
		return new ApixoProtocolException("spliced", null);
	}

	@Override
	public ApixoException errorEvent(JsonNode event, boolean delivered) {
		return new ApixoApiException("error event, " + (delivered ? "delivered" : "nothing delivered"),
				ApiError.builder(200).build());
	}

	@Override
	public ApixoException tooManyValues() {
		return tooLarge();
	}

}
