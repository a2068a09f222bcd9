package ai.apixo.structured;

import java.lang.reflect.Type;

import tools.jackson.databind.json.JsonMapper;

/**
 * A type with the mapper that binds it.
 *
 * @param name the name of its golden file
 * @param type the type
 * @param mapper the mapper
 */
record Sample(String name, Type type, JsonMapper mapper) {

	@Override
	public String toString() {
		return this.name;
	}

}
