package ai.apixo.messages.json;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.raw.ExactJson;

/**
 * The mapper between the types of the Messages API and JSON. It depends on no setting of
 * the application, keeps every digit of a number and the order of keys, and refuses JSON
 * that is nested more than 500 levels deep.
 *
 * @since 0.1.0
 */
public final class MessagesJsonMapper {

	private MessagesJsonMapper() {
	}

	/**
	 * Create the mapper.
	 * @return the mapper
	 */
	public static JsonMapper create() {
		return ExactJson.mapper(new JsonFactory()).addModule(new ApixoMessagesModule()).build();
	}

}
