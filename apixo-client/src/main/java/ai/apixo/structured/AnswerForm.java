package ai.apixo.structured;

import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

/**
 * How a request asks for a document, and where the response has it.
 */
interface AnswerForm {

	/**
	 * Check that a schema can be sent in this form.
	 * @param schema the schema
	 * @throws ApixoConfigurationException if it cannot
	 */
	void check(JsonSchema<?> schema);

	/**
	 * Add the schema to a request.
	 * @param request the request
	 * @param schema the schema
	 * @return the request as it is sent
	 * @throws ApixoConfigurationException if the request cannot be asked for a document
	 */
	MessagesRequest prepare(MessagesRequest request, JsonSchema<?> schema);

	/**
	 * Find the document of a message that is no refusal.
	 * @param message the message
	 * @param cut whether the message was cut
	 * @return the document
	 */
	Outcome<JsonNode> document(Message message, boolean cut);

	/**
	 * Return what finds the document in a stream.
	 * @return a tracker for one stream
	 */
	DocumentTracker tracker();

	static AnswerForm of(StructuredOutput.Mode mode) {
		return switch (mode) {
			case OUTPUT_CONFIG -> new OutputConfigForm();
			case TOOL -> new ToolForm();
		};
	}

}
