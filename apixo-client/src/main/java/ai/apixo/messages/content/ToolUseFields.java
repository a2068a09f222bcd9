package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The fields of a {@link ToolUseBlock}.
 */
record ToolUseFields(String id, String name, JsonNode input, @Nullable Caller caller, @Nullable String toolsetName,
		@Nullable CacheControl cacheControl, @Nullable String unparsedInput,
		Map<String, JsonNode> additionalProperties) {

	ToolUseFields {
		Objects.requireNonNull(id, "'id' must not be null");
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(input, "'input' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

}
