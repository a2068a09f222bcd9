package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * A response, <code>{"id": ..., "type": "message", "role": "assistant", "model": ...,
 * "content": [...], "stop_reason": ..., "usage": {...}}</code>. Fields that are null or
 * of an unexpected shape stay in {@link #additionalProperties()}, see
 * {@link ai.apixo.messages.content}.
 * <p>
 * Created by the gateway. In tests, use {@link #builder()}.
 *
 * @since 0.1.0
 */
public final class Message {

	private final MessageFields fields;

	private Message(MessageFields fields) {
		this.fields = fields;
	}

	/**
	 * Return a builder without content.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(MessageFields.EMPTY);
	}

	/**
	 * Return a builder with the values of this message.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code id}, which the gateway gives to the response.
	 * @return the id, empty if the gateway omits it
	 */
	public String id() {
		return this.fields.id();
	}

	/**
	 * Return {@code role}, the author of the message.
	 * @return the role, which is {@link Role#ASSISTANT}
	 */
	public Role role() {
		return this.fields.role();
	}

	/**
	 * Return {@code model}, the model that responded.
	 * @return the id of the model, empty if the gateway omits it
	 */
	public String model() {
		return this.fields.model();
	}

	/**
	 * Return {@code content}, the blocks of the response.
	 * @return the unmodifiable blocks, in order
	 */
	public List<ContentBlock> content() {
		return this.fields.content();
	}

	/**
	 * Return {@code stop_reason}, why the response ended.
	 * @return the reason, {@code null} until the response ends
	 */
	public @Nullable StopReason stopReason() {
		return this.fields.stopReason();
	}

	/**
	 * Return {@code stop_sequence}, the stop sequence that occurred.
	 * @return the sequence, {@code null} if none occurred
	 */
	public @Nullable String stopSequence() {
		return this.fields.stopSequence();
	}

	/**
	 * Return {@code stop_details}, why the model refused.
	 * @return the details, {@code null} if it did not
	 */
	public @Nullable StopDetails stopDetails() {
		return this.fields.stopDetails();
	}

	/**
	 * Return {@code container}, the container in which code ran.
	 * @return the container, {@code null} if none ran
	 */
	public @Nullable Container container() {
		return this.fields.container();
	}

	/**
	 * Return {@code usage}, the token usage of the response.
	 * @return the usage, {@link Usage#none()} if the gateway omits it
	 */
	public Usage usage() {
		return this.fields.usage();
	}

	/**
	 * Return the information in the headers of the response, which is not part of the
	 * JSON.
	 * @return the information, {@link ResponseInfo#none()} if there is none
	 */
	public ResponseInfo response() {
		return this.fields.response();
	}

	/**
	 * Return the fields that this version does not know, by JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	/**
	 * Return the text blocks joined.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return Content.of(content()).text();
	}

	/**
	 * Return the thinking blocks joined.
	 * @return the thinking, empty if there is none
	 */
	public String thinking() {
		List<ThinkingBlock> blocks = blocks(ThinkingBlock.class);
		return (blocks.size() == 1) ? blocks.get(0).thinking()
				: String.join("", blocks.stream().map(ThinkingBlock::thinking).toList());
	}

	/**
	 * Return the tool calls for which the application must provide results.
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
	 * Return this message as a turn of the next request, without losing anything that the
	 * Messages API accepts, including signatures, unknown blocks and unknown fields of
	 * blocks. To continue after {@link StopReason#PAUSE_TURN}, send it as the last turn.
	 * <p>
	 * Content that the API refuses is repaired or omitted: blank text, thinking without a
	 * signature, tool calls without id or name. The {@code input} of a call is always an
	 * object; input that cannot be converted to one remains available as
	 * {@link ToolUseBlock#unparsedInput() unparsed input}. A response without content
	 * becomes the text {@code (no content)}, because a turn must have content. For
	 * gateways that refuse unknown fields, use
	 * {@link InputMessage#withoutUnknownFields()}.
	 * @return the turn
	 */
	public InputMessage toInput() {
		return new InputMessage(Role.ASSISTANT, ReplayedContent.of(content()));
	}

	/**
	 * Return this message with the information in the headers of the response.
	 * @param response the information
	 * @return the new message
	 */
	public Message withResponse(ResponseInfo response) {
		return toBuilder().response(response).build();
	}

	private <T extends ContentBlock> List<T> blocks(Class<T> type) {
		return content().stream().filter(type::isInstance).map(type::cast).toList();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Message message && this.fields.equals(message.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return "Message[id=" + id() + ", model=" + model() + ", content=" + content() + ", stopReason=" + stopReason()
				+ ", usage=" + usage() + "]";
	}

	/**
	 * Builds a {@link Message}.
	 */
	public static final class Builder extends MessageParts {

		private Builder(MessageFields fields) {
			super(fields);
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Create the message.
		 * @return the response
		 */
		public Message build() {
			return new Message(fields());
		}

	}

}
