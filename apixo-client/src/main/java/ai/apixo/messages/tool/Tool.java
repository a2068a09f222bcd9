package ai.apixo.messages.tool;

import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * A tool that the model may call.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members.
 *
 * @since 0.1.0
 */
public sealed interface Tool permits CustomTool, ServerTool, UnknownTool {

	/**
	 * Return a tool of the application.
	 * @param name the name with which the model calls it
	 * @param description what it does and when to use it, for the model to read
	 * @param inputSchema the JSON schema of its arguments
	 * @return the tool; {@link CustomTool#toBuilder()} has the other options
	 */
	static CustomTool of(String name, String description, JsonNode inputSchema) {
		return CustomTool.builder(name, inputSchema).description(description).build();
	}

	/**
	 * Return a tool of the application.
	 * @param name the name with which the model calls it
	 * @param description what it does and when to use it, for the model to read
	 * @param inputSchema the JSON schema of its arguments as JSON text
	 * @return the tool; {@link CustomTool#toBuilder()} has the other options
	 * @throws JacksonException if the schema is not JSON
	 */
	static CustomTool of(String name, String description, String inputSchema) {
		return of(name, description, ExactJson.parse(inputSchema));
	}

	/**
	 * Return a tool of the application.
	 * @param name the name with which the model calls it
	 * @param description what it does and when to use it, for the model to read
	 * @param inputSchema the JSON schema of its arguments as plain values. Use a map with
	 * a stable order, because a different order would invalidate the prompt cache.
	 * @return the tool; {@link CustomTool#toBuilder()} has the other options
	 */
	static CustomTool of(String name, String description, Map<String, ?> inputSchema) {
		return of(name, description, ExactJson.valueOf(inputSchema));
	}

}
