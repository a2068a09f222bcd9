package ai.apixo.messages;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * One turn of the conversation, <code>{"role": "user", "content": ...}</code>.
 * <p>
 * Created with {@link #user(String)}, {@link #assistant(String)} and similar methods, or
 * with {@link Message#toInput()}.
 *
 * @param role {@code role}
 * @param content {@code content}, a string or blocks
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record InputMessage(Role role, Content content, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create an input message with additional properties.
	 * @param role {@code role}
	 * @param content {@code content}, a string or blocks
	 * @param additionalProperties fields that this version does not know
	 */
	public InputMessage {
		Objects.requireNonNull(role, "'role' must not be null");
		Objects.requireNonNull(content, "'content' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an input message without additional properties.
	 * @param role {@code role}
	 * @param content {@code content}, a string or blocks
	 */
	public InputMessage(Role role, Content content) {
		this(role, content, Map.of());
	}

	/**
	 * Return a turn of the user.
	 * @param text the text
	 * @return the turn
	 */
	public static InputMessage user(String text) {
		return new InputMessage(Role.USER, Content.of(text));
	}

	/**
	 * Return a turn of the user.
	 * @param blocks the blocks; tool results come first
	 * @return the turn
	 */
	public static InputMessage user(ContentBlock... blocks) {
		return new InputMessage(Role.USER, Content.of(blocks));
	}

	/**
	 * Return a turn of the model.
	 * @param text the text
	 * @return the turn
	 */
	public static InputMessage assistant(String text) {
		return new InputMessage(Role.ASSISTANT, Content.of(text));
	}

	/**
	 * Return a turn of the model.
	 * @param blocks the blocks in the order in which they arrived
	 * @return the turn
	 */
	public static InputMessage assistant(ContentBlock... blocks) {
		return new InputMessage(Role.ASSISTANT, Content.of(blocks));
	}

	/**
	 * Return instructions in the middle of a conversation, which only newer models
	 * accept.
	 * @param text the text
	 * @return the turn
	 */
	public static InputMessage system(String text) {
		return new InputMessage(Role.SYSTEM, Content.of(text));
	}

	/**
	 * Return this turn without the fields and blocks that this version does not know, for
	 * gateways that refuse them as extra inputs. A turn with nothing else becomes the
	 * text {@code (no content)}. <pre>
	 * request.toBuilder().message(message.toInput().withoutUnknownFields())
	 * </pre>
	 * @return the turn with known fields only
	 */
	public InputMessage withoutUnknownFields() {
		Content known = this.content.withoutUnknownFields();
		return new InputMessage(this.role, (known.string() != null) ? known : ReplayedContent.notEmpty(known.blocks()));
	}

}
