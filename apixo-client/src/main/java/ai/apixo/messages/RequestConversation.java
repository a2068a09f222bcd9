package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * The conversation and the tools of a {@link MessagesRequest.Builder}.
 */
abstract class RequestConversation extends RequestOptions {

	private final List<InputMessage> messages = new ArrayList<>();

	private final List<Tool> tools = new ArrayList<>();

	private @Nullable Content system;

	private @Nullable ToolChoice toolChoice;

	private Map<String, JsonNode> additionalProperties = Map.of();

	RequestConversation() {
	}

	RequestConversation(RequestFields fields) {
		super(fields);
		this.messages.addAll(fields.messages());
		this.tools.addAll(fields.tools());
		this.system = fields.system();
		this.toolChoice = fields.toolChoice();
		this.additionalProperties = fields.additionalProperties();
	}

	/**
	 * Set {@code system}, the instructions that stand before the conversation, in the
	 * string form.
	 * @param text the instructions, {@code null} to omit them
	 * @return this builder
	 */
	public MessagesRequest.Builder system(@Nullable String text) {
		return systemContent((text != null) ? Content.of(text) : null);
	}

	/**
	 * Set {@code system}, the instructions that stand before the conversation, as blocks.
	 * @param first the first block
	 * @param more further blocks
	 * @return this builder
	 */
	public MessagesRequest.Builder system(TextBlock first, TextBlock... more) {
		List<ContentBlock> blocks = new ArrayList<>();
		blocks.add(first);
		blocks.addAll(List.of(more));
		return systemContent(Content.of(blocks));
	}

	/**
	 * Set {@code system}, the instructions that stand before the conversation, in either
	 * form.
	 * @param content the instructions, {@code null} to omit them
	 * @return this builder
	 */
	public MessagesRequest.Builder systemContent(@Nullable Content content) {
		this.system = content;
		return self();
	}

	/**
	 * Add a turn of the user to the conversation.
	 * @param text the text
	 * @return this builder
	 */
	public MessagesRequest.Builder user(String text) {
		return message(InputMessage.user(text));
	}

	/**
	 * Add a turn of the user to the conversation.
	 * @param blocks the blocks; tool results come first
	 * @return this builder
	 */
	public MessagesRequest.Builder user(ContentBlock... blocks) {
		return message(InputMessage.user(blocks));
	}

	/**
	 * Add a turn of the model to the conversation. A response as it came is added by
	 * {@code message(answer.toInput())}.
	 * @param text the text
	 * @return this builder
	 */
	public MessagesRequest.Builder assistant(String text) {
		return message(InputMessage.assistant(text));
	}

	/**
	 * Add a turn of the model to the conversation. A response as it came is added by
	 * {@code message(answer.toInput())}.
	 * @param blocks the blocks in the order in which they arrived
	 * @return this builder
	 */
	public MessagesRequest.Builder assistant(ContentBlock... blocks) {
		return message(InputMessage.assistant(blocks));
	}

	/**
	 * Add a turn to the conversation.
	 * @param message the turn
	 * @return this builder
	 */
	public MessagesRequest.Builder message(InputMessage message) {
		this.messages.add(Objects.requireNonNull(message, "'message' must not be null"));
		return self();
	}

	/**
	 * Replace {@code messages}, the conversation so far.
	 * @param messages the turns, oldest first
	 * @return this builder
	 */
	public MessagesRequest.Builder messages(InputMessage... messages) {
		return messages(List.of(messages));
	}

	/**
	 * Replace {@code messages}, the conversation so far.
	 * @param messages the turns, oldest first
	 * @return this builder
	 */
	public MessagesRequest.Builder messages(List<InputMessage> messages) {
		this.messages.clear();
		messages.forEach(this::message);
		return self();
	}

	/**
	 * Add a tool that the model may call.
	 * @param tool the tool
	 * @return this builder
	 */
	public MessagesRequest.Builder tool(Tool tool) {
		this.tools.add(Objects.requireNonNull(tool, "'tool' must not be null"));
		return self();
	}

	/**
	 * Replace {@code tools}, the tools that the model may call.
	 * @param tools the tools; none to omit them
	 * @return this builder
	 */
	public MessagesRequest.Builder tools(Tool... tools) {
		return tools(List.of(tools));
	}

	/**
	 * Replace {@code tools}, the tools that the model may call.
	 * @param tools the tools; none to omit them
	 * @return this builder
	 */
	public MessagesRequest.Builder tools(List<? extends Tool> tools) {
		this.tools.clear();
		tools.forEach(this::tool);
		return self();
	}

	/**
	 * Set {@code tool_choice}, whether and which tool the model must call.
	 * @param toolChoice the choice, {@code null} to let the model decide
	 * @return this builder
	 */
	public MessagesRequest.Builder toolChoice(@Nullable ToolChoice toolChoice) {
		this.toolChoice = toolChoice;
		return self();
	}

	/**
	 * Add or replace a field that this version does not know, such as one of a beta. A
	 * field of the same name that has a method of its own and is set there takes
	 * precedence.
	 * @param field the JSON name of the field
	 * @param value a plain value, see {@link ExactJson#valueOf(Object)}; {@code null} is
	 * written as null
	 * @return this builder
	 */
	public MessagesRequest.Builder additionalProperty(String field, @Nullable Object value) {
		this.additionalProperties = AdditionalProperties.with(this.additionalProperties, field, value);
		return self();
	}

	/**
	 * Replace the fields that this version does not know, by JSON name.
	 * @param additionalProperties the fields, by JSON name
	 * @return this builder
	 */
	public MessagesRequest.Builder additionalProperties(Map<String, JsonNode> additionalProperties) {
		this.additionalProperties = AdditionalProperties.copyOf(additionalProperties);
		return self();
	}

	final RequestFields fields() {
		return new RequestFields(this.model, this.maxTokens, this.system, this.messages, this.tools, this.toolChoice,
				this.thinking, this.outputConfig, this.stopSequences, this.temperature, this.topP, this.topK,
				this.metadata, this.serviceTier, this.inferenceGeo, this.container, this.cacheControl,
				this.additionalProperties);
	}

}
