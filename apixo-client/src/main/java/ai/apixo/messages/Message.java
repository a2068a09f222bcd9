package ai.apixo.messages;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * An answer, <code>{"id": ..., "type": "message", "role": "assistant", "model": ...,
 * "content": [...], "stop_reason": ..., "usage": {...}}</code>. Fields that are null or
 * of an unexpected shape stay in {@code additionalProperties}, see
 * {@link ai.apixo.messages.content}.
 *
 * @param id {@code id}; empty when a gateway leaves it out
 * @param role {@code role}
 * @param model {@code model} that answered; empty when a gateway leaves it out
 * @param content {@code content}
 * @param stopReason {@code stop_reason}; {@code null} as long as the answer goes on
 * @param stopSequence {@code stop_sequence}, the one that came up
 * @param stopDetails {@code stop_details}, why the model refused
 * @param container {@code container} in which code ran
 * @param usage {@code usage}; {@link Usage#none()} when a gateway leaves it out
 * @param response what the response headers say, no part of the JSON
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Message(String id, Role role, String model, List<ContentBlock> content, @Nullable StopReason stopReason,
		@Nullable String stopSequence, @Nullable StopDetails stopDetails, @Nullable Container container, Usage usage,
		ResponseInfo response, Map<String, JsonNode> additionalProperties) {

	public Message {
		Objects.requireNonNull(id, "'id' must not be null");
		Objects.requireNonNull(role, "'role' must not be null");
		Objects.requireNonNull(model, "'model' must not be null");
		Objects.requireNonNull(usage, "'usage' must not be null");
		Objects.requireNonNull(response, "'response' must not be null");
		content = List.copyOf(content);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	public Message(String id, Role role, String model, List<ContentBlock> content, @Nullable StopReason stopReason,
			@Nullable String stopSequence, @Nullable StopDetails stopDetails, @Nullable Container container,
			Usage usage) {
		this(id, role, model, content, stopReason, stopSequence, stopDetails, container, usage, ResponseInfo.none(),
				Map.of());
	}

	/**
	 * Return the text blocks joined.
	 * @return the text, empty when there is none
	 */
	public String text() {
		return Content.of(this.content).text();
	}

	/**
	 * Return the thinking blocks joined.
	 * @return the thinking, empty when there is none
	 */
	public String thinking() {
		StringBuilder joined = new StringBuilder();
		blocks(ThinkingBlock.class).forEach((block) -> joined.append(block.thinking()));
		return joined.toString();
	}

	/**
	 * Return the calls of tools that the application must answer.
	 * @return the calls in order
	 */
	public List<ToolUseBlock> toolUses() {
		return blocks(ToolUseBlock.class);
	}

	/**
	 * Return the citations of all text blocks.
	 * @return the citations in order
	 */
	public List<Citation> citations() {
		return blocks(TextBlock.class).stream().flatMap((block) -> block.citations().stream()).toList();
	}

	/**
	 * Return this answer as a turn of the next request, with nothing lost: signatures,
	 * unknown blocks and unknown fields of blocks included.
	 * @return the turn
	 */
	public InputMessage toInput() {
		return new InputMessage(this.role, Content.of(this.content));
	}

	/**
	 * Return this answer with what the response headers say.
	 * @param response what they say
	 * @return the new answer
	 */
	public Message withResponse(ResponseInfo response) {
		return new Message(this.id, this.role, this.model, this.content, this.stopReason, this.stopSequence,
				this.stopDetails, this.container, this.usage, response, this.additionalProperties);
	}

	private <T extends ContentBlock> List<T> blocks(Class<T> type) {
		return this.content.stream().filter(type::isInstance).map(type::cast).toList();
	}

	@Override
	public String toString() {
		return "Message[id=" + this.id + ", model=" + this.model + ", content=" + this.content + ", stopReason="
				+ this.stopReason + ", usage=" + this.usage + "]";
	}

}
