package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * The fields of a {@link MessagesRequest}.
 */
record RequestFields(@Nullable String model, @Nullable Integer maxTokens, @Nullable Content system,
		List<InputMessage> messages, List<Tool> tools, @Nullable ToolChoice toolChoice, @Nullable Thinking thinking,
		@Nullable OutputConfig outputConfig, List<String> stopSequences, @Nullable Double temperature,
		@Nullable Double topP, @Nullable Integer topK, @Nullable RequestMetadata metadata,
		@Nullable ServiceTier serviceTier, @Nullable String inferenceGeo, @Nullable Container container,
		@Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) {

	RequestFields {
		messages = List.copyOf(messages);
		tools = List.copyOf(tools);
		stopSequences = List.copyOf(stopSequences);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

}
