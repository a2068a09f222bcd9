package ai.apixo.messages;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * What a {@link Message.Builder} sets.
 */
abstract class MessageParts {

	private String id;

	private Role role;

	private String model;

	private List<ContentBlock> content;

	private @Nullable StopReason stopReason;

	private @Nullable String stopSequence;

	private @Nullable StopDetails stopDetails;

	private @Nullable Container container;

	private Usage usage;

	private ResponseInfo response;

	private Map<String, JsonNode> additionalProperties;

	MessageParts(MessageFields fields) {
		this.id = fields.id();
		this.role = fields.role();
		this.model = fields.model();
		this.content = fields.content();
		this.stopReason = fields.stopReason();
		this.stopSequence = fields.stopSequence();
		this.stopDetails = fields.stopDetails();
		this.container = fields.container();
		this.usage = fields.usage();
		this.response = fields.response();
		this.additionalProperties = fields.additionalProperties();
	}

	abstract Message.Builder self();

	/**
	 * Set {@code id}, which the gateway gives to the response.
	 * @param id the id, empty by default
	 * @return this builder
	 */
	public Message.Builder id(String id) {
		this.id = Objects.requireNonNull(id, "'id' must not be null");
		return self();
	}

	/**
	 * Set {@code role}, who speaks.
	 * @param role the role, {@link Role#ASSISTANT} by default
	 * @return this builder
	 */
	public Message.Builder role(Role role) {
		this.role = Objects.requireNonNull(role, "'role' must not be null");
		return self();
	}

	/**
	 * Set {@code model}, the model that responded.
	 * @param model the id of the model, empty by default
	 * @return this builder
	 */
	public Message.Builder model(String model) {
		this.model = Objects.requireNonNull(model, "'model' must not be null");
		return self();
	}

	/**
	 * Set {@code content}, the blocks of the response.
	 * @param content the blocks, in order; none by default
	 * @return this builder
	 */
	public Message.Builder content(List<? extends ContentBlock> content) {
		this.content = List.copyOf(content);
		return self();
	}

	/**
	 * Set {@code content}, the blocks of the response.
	 * @param content the blocks, in order
	 * @return this builder
	 */
	public Message.Builder content(ContentBlock... content) {
		return content(List.of(content));
	}

	/**
	 * Set {@code stop_reason}, why the response ended.
	 * @param stopReason the reason, {@code null} by default
	 * @return this builder
	 */
	public Message.Builder stopReason(@Nullable StopReason stopReason) {
		this.stopReason = stopReason;
		return self();
	}

	/**
	 * Set {@code stop_sequence}, the stop sequence that came up.
	 * @param stopSequence the sequence, {@code null} by default
	 * @return this builder
	 */
	public Message.Builder stopSequence(@Nullable String stopSequence) {
		this.stopSequence = stopSequence;
		return self();
	}

	/**
	 * Set {@code stop_details}, why the model refused.
	 * @param stopDetails the details, {@code null} by default
	 * @return this builder
	 */
	public Message.Builder stopDetails(@Nullable StopDetails stopDetails) {
		this.stopDetails = stopDetails;
		return self();
	}

	/**
	 * Set {@code container}, the container in which code ran.
	 * @param container the container, {@code null} by default
	 * @return this builder
	 */
	public Message.Builder container(@Nullable Container container) {
		this.container = container;
		return self();
	}

	/**
	 * Set {@code usage}, what the response cost.
	 * @param usage the usage, {@link Usage#none()} by default
	 * @return this builder
	 */
	public Message.Builder usage(Usage usage) {
		this.usage = Objects.requireNonNull(usage, "'usage' must not be null");
		return self();
	}

	/**
	 * Set what the headers of the response say, which is no part of the JSON.
	 * @param response the information, {@link ResponseInfo#none()} by default
	 * @return this builder
	 */
	public Message.Builder response(ResponseInfo response) {
		this.response = Objects.requireNonNull(response, "'response' must not be null");
		return self();
	}

	/**
	 * Add or replace a field that this version does not know.
	 * @param field the JSON name of the field
	 * @param value a plain value, see {@link ExactJson#valueOf(Object)}; {@code null} is
	 * written as null
	 * @return this builder
	 */
	public Message.Builder additionalProperty(String field, @Nullable Object value) {
		this.additionalProperties = AdditionalProperties.with(this.additionalProperties, field, value);
		return self();
	}

	/**
	 * Replace the fields that this version does not know, by JSON name.
	 * @param additionalProperties the fields, by JSON name
	 * @return this builder
	 */
	public Message.Builder additionalProperties(Map<String, JsonNode> additionalProperties) {
		this.additionalProperties = AdditionalProperties.copyOf(additionalProperties);
		return self();
	}

	final MessageFields fields() {
		return new MessageFields(this.id, this.role, this.model, this.content, this.stopReason, this.stopSequence,
				this.stopDetails, this.container, this.usage, this.response, this.additionalProperties);
	}

}
