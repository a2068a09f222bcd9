package ai.apixo.messages;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The fields of a {@link Message}.
 */
record MessageFields(String id, Role role, String model, List<ContentBlock> content, @Nullable StopReason stopReason,
		@Nullable String stopSequence, @Nullable StopDetails stopDetails, @Nullable Container container, Usage usage,
		ResponseInfo response, Map<String, JsonNode> additionalProperties) {

	static final MessageFields EMPTY = new MessageFields("", Role.ASSISTANT, "", List.of(), null, null, null, null,
			Usage.none(), ResponseInfo.none(), Map.of());

	MessageFields {
		Objects.requireNonNull(id, "'id' must not be null");
		Objects.requireNonNull(role, "'role' must not be null");
		Objects.requireNonNull(model, "'model' must not be null");
		Objects.requireNonNull(usage, "'usage' must not be null");
		Objects.requireNonNull(response, "'response' must not be null");
		content = List.copyOf(content);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

}
