package ai.apixo.messages.tool;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The fields of a {@link CustomTool}.
 */
record CustomToolFields(String name, JsonNode inputSchema, @Nullable String type, @Nullable String description,
		boolean strict, boolean eagerInputStreaming, boolean deferLoading, List<JsonNode> inputExamples,
		List<String> allowedCallers, @Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) {

	CustomToolFields {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(inputSchema, "'inputSchema' must not be null");
		inputExamples = List.copyOf(inputExamples);
		allowedCallers = List.copyOf(allowedCallers);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

}
