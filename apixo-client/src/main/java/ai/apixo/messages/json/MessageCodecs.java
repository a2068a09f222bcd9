package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.CacheCreation;
import ai.apixo.messages.Container;
import ai.apixo.messages.ContainerSkill;
import ai.apixo.messages.Message;
import ai.apixo.messages.OutputTokensDetails;
import ai.apixo.messages.Role;
import ai.apixo.messages.ServerToolUsage;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.StopDetails;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;

/**
 * The response.
 */
final class MessageCodecs {

	static final Codec<Role> ROLE = ScalarCodecs.open(Role::new, Role::value);

	static final Codec<StopReason> STOP_REASON = ScalarCodecs.open(StopReason::new, StopReason::value);

	static final Codec<ServiceTier> SERVICE_TIER = ScalarCodecs.open(ServiceTier::new, ServiceTier::value);

	static final Codec<StopDetails> STOP_DETAILS = new RecordCodec<>(StopDetails::additionalProperties,
			(in) -> new StopDetails(in.string("type"), in.optionalString("category"), in.optionalString("explanation"),
					in.rest()),
			(details, out) -> out.string("type", details.type())
				.string("category", details.category())
				.string("explanation", details.explanation()));

	static final Codec<ContainerSkill> CONTAINER_SKILL = new RecordCodec<>(ContainerSkill::additionalProperties,
			(in) -> new ContainerSkill(in.string("skill_id"), in.string("type"), in.optionalString("version"),
					in.rest()),
			(skill, out) -> out.string("type", skill.type())
				.string("skill_id", skill.skillId())
				.string("version", skill.version()));

	static final Codec<Container> CONTAINER = new RecordCodec<>(Container::additionalProperties,
			(in) -> new Container(in.optionalString("id"), in.optionalString("expires_at"),
					in.optionalList("skills", CONTAINER_SKILL), in.rest()),
			(container, out) -> out.string("id", container.id())
				.string("expires_at", container.expiresAt())
				.optionalList("skills", container.skills(), CONTAINER_SKILL));

	static final Codec<CacheCreation> CACHE_CREATION = new RecordCodec<>(CacheCreation::additionalProperties,
			(in) -> new CacheCreation(in.optionalLong("ephemeral_5m_input_tokens"),
					in.optionalLong("ephemeral_1h_input_tokens"), in.rest()),
			(creation, out) -> out.number("ephemeral_5m_input_tokens", creation.ephemeral5mInputTokens())
				.number("ephemeral_1h_input_tokens", creation.ephemeral1hInputTokens()));

	static final Codec<OutputTokensDetails> OUTPUT_TOKENS_DETAILS = new RecordCodec<>(
			OutputTokensDetails::additionalProperties,
			(in) -> new OutputTokensDetails(in.optionalLong("thinking_tokens"), in.rest()),
			(details, out) -> out.number("thinking_tokens", details.thinkingTokens()));

	static final Codec<ServerToolUsage> SERVER_TOOL_USAGE = new RecordCodec<>(ServerToolUsage::additionalProperties,
			(in) -> new ServerToolUsage(in.optionalLong("web_search_requests"), in.optionalLong("web_fetch_requests"),
					in.rest()),
			(usage, out) -> out.number("web_search_requests", usage.webSearchRequests())
				.number("web_fetch_requests", usage.webFetchRequests()));

	static final Codec<Usage> USAGE = new RecordCodec<>(Usage::additionalProperties,
			(in) -> Usage.builder()
				.inputTokens(in.optionalLong("input_tokens"))
				.outputTokens(in.optionalLong("output_tokens"))
				.cacheCreationInputTokens(in.optionalLong("cache_creation_input_tokens"))
				.cacheReadInputTokens(in.optionalLong("cache_read_input_tokens"))
				.cacheCreation(in.optional("cache_creation", CACHE_CREATION))
				.outputTokensDetails(in.optional("output_tokens_details", OUTPUT_TOKENS_DETAILS))
				.serverToolUse(in.optional("server_tool_use", SERVER_TOOL_USAGE))
				.serviceTier(in.optional("service_tier", SERVICE_TIER))
				.inferenceGeo(in.optionalString("inference_geo"))
				.additionalProperties(in.rest())
				.build(),
			(usage, out) -> out.number("input_tokens", usage.inputTokens())
				.number("cache_creation_input_tokens", usage.cacheCreationInputTokens())
				.number("cache_read_input_tokens", usage.cacheReadInputTokens())
				.optional("cache_creation", usage.cacheCreation(), CACHE_CREATION)
				.number("output_tokens", usage.outputTokens())
				.optional("output_tokens_details", usage.outputTokensDetails(), OUTPUT_TOKENS_DETAILS)
				.optional("server_tool_use", usage.serverToolUse(), SERVER_TOOL_USAGE)
				.optional("service_tier", usage.serviceTier(), SERVICE_TIER)
				.string("inference_geo", usage.inferenceGeo()));

	private static final Codec<List<ContentBlock>> CONTENT = Codec.of(JsonNode::isArray,
			(node) -> JsonFields.readList(node, BlockCodecs.BLOCK),
			(content, generator) -> JsonOutput.writeList(content, BlockCodecs.BLOCK, generator));

	static final Codec<Message> MESSAGE = new RecordCodec<>(Message::additionalProperties, MessageCodecs::read,
			(message, out) -> out.lenient("id", message.id(), ScalarCodecs.STRING, "")
				.constant("type", "message")
				.lenient("role", message.role(), ROLE, Role.ASSISTANT)
				.lenient("model", message.model(), ScalarCodecs.STRING, "")
				.eitherForm("content", message.content(), CONTENT, MessageCodecs::contentInOtherForm)
				.optional("stop_reason", message.stopReason(), STOP_REASON)
				.string("stop_sequence", message.stopSequence())
				.optional("stop_details", message.stopDetails(), STOP_DETAILS)
				.optional("container", message.container(), CONTAINER)
				.optional("usage", message.usage().equals(Usage.none()) ? null : message.usage(), USAGE));

	/** The message of a {@code message_start}. */
	static final Codec<Message> STARTED = Codec.of(JsonNode::isObject,
			new RecordCodec<Message>(Message::additionalProperties, MessageCodecs::readStarted, (message, out) -> {
			})::read, MESSAGE::write);

	private MessageCodecs() {
	}

	/**
	 * Read a message that stands alone. It names its type, or has content at least, since
	 * lean gateways leave out the type. Apart from that no field may cost the response:
	 * it was paid for.
	 */
	private static Message read(JsonFields in) {
		boolean lean = !in.hasNonNull("type") && in.has("content") && !in.hasNonNull("error");
		if (!in.constant("type", "message") && !lean) {
			throw new MissingFieldException();
		}
		return message(in);
	}

	/**
	 * Read the message of a {@code message_start}, which can be nothing else.
	 */
	private static Message readStarted(JsonFields in) {
		if (!in.constant("type", "message") && in.hasNonNull("type")) {
			throw new MissingFieldException();
		}
		return message(in);
	}

	private static Message message(JsonFields in) {
		return Message.builder()
			.id(in.orEmpty("id", ScalarCodecs.STRING, ""))
			.role(in.orEmpty("role", ROLE, Role.ASSISTANT))
			.model(in.orEmpty("model", ScalarCodecs.STRING, ""))
			.content(Objects.requireNonNullElse(in.eitherForm("content", CONTENT, MessageCodecs::contentInOtherForm),
					List.of()))
			.stopReason(in.optional("stop_reason", STOP_REASON))
			.stopSequence(in.optionalString("stop_sequence"))
			.stopDetails(in.optional("stop_details", STOP_DETAILS))
			.container(in.optional("container", CONTAINER))
			.usage(in.orEmpty("usage", USAGE, Usage.none()))
			.additionalProperties(in.rest())
			.build();
	}

	/**
	 * Read content that is a string, one block, or a list with items that are no blocks.
	 */
	private static List<ContentBlock> contentInOtherForm(JsonNode node) {
		List<ContentBlock> content = new ArrayList<>();
		for (JsonNode item : node.isArray() ? node.values() : List.of(node)) {
			ContentBlock block = item.isString() ? new TextBlock(item.stringValue()) : BlockCodecs.BLOCK.read(item);
			if (block != null) {
				content.add(block);
			}
		}
		return content;
	}

}
