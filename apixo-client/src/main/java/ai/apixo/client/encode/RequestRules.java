package ai.apixo.client.encode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Thinking;

/**
 * What is certain to be refused, by the Messages reference, is refused before it is sent.
 * Everything else is the gateway's to judge.
 */
final class RequestRules {

	private static final String INTERLEAVED_THINKING = "interleaved-thinking";

	private RequestRules() {
	}

	static MessagesRequest check(MessagesRequest request, boolean interleavedThinking, SettingNames names) {
		Integer maxTokens = request.maxTokens();
		check(request.model() != null,
				"The request has no 'model'. Call model(..) on its builder or set " + names.model());
		check(!request.messages().isEmpty(),
				"The request has no 'messages'. Add at least one with user(..) on its builder");
		if (maxTokens == null) {
			throw new ApixoConfigurationException(
					"The request has no 'max_tokens'. Call maxTokens(..) on its builder or set " + names.maxTokens());
		}
		Thinking thinking = request.thinking();
		Integer budget = (thinking != null) ? thinking.budgetTokens() : null;
		// With interleaved thinking the budget spans the whole turn, not one response
		// (FIELD-7).
		check(budget == null || budget < maxTokens || interleavedThinking || namesInterleavedThinking(request),
				"The 'budget_tokens' of thinking, " + budget + ", must be less than 'max_tokens', " + maxTokens
						+ ". Raise maxTokens(..) or lower the budget");
		return request;
	}

	/**
	 * Some gateways take betas in a field of the body.
	 */
	private static boolean namesInterleavedThinking(MessagesRequest request) {
		return request.additionalProperties()
			.values()
			.stream()
			.anyMatch((value) -> value.toString().contains(INTERLEAVED_THINKING));
	}

	private static void check(boolean valid, String message) {
		if (!valid) {
			throw new ApixoConfigurationException(message);
		}
	}

}
