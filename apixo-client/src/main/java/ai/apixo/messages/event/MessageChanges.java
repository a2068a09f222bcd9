package ai.apixo.messages.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.UsageTotals;
import ai.apixo.messages.content.ContentBlock;

/**
 * A message apart from its streamed content. Changed in place: an event costs what it
 * holds, however much the message holds.
 */
final class MessageChanges {

	private static final String ID = "id";

	private static final String CONTENT = "content";

	private final List<ContentBlock> content;

	private final Message.Builder message;

	private final UsageTotals usage;

	private final Map<String, JsonNode> additionalProperties;

	private String id;

	MessageChanges(Message started) {
		this.content = started.content();
		this.message = started.toBuilder();
		this.usage = new UsageTotals(started.usage());
		this.additionalProperties = new LinkedHashMap<>(started.additionalProperties());
		this.id = started.id();
	}

	/**
	 * Return what {@code message_start} brought (MSG-18), which stands before what was
	 * streamed.
	 */
	List<ContentBlock> content() {
		return this.content;
	}

	/**
	 * Return whether another start is of this message: some gateways know the id only
	 * later.
	 */
	boolean isSame(Message started) {
		return this.id.isEmpty() || started.id().isEmpty() || this.id.equals(started.id());
	}

	void identify(String id) {
		if (this.id.isEmpty() && !id.isEmpty()) {
			this.id = id;
			this.message.id(id);
			this.additionalProperties.remove(ID);
		}
	}

	/**
	 * Take a change: fields present replace, also with null, absent ones keep (MSG-11).
	 */
	void accept(MessageDelta delta) {
		MessageUpdate update = delta.delta();
		MessageUpdate.NAMES.stream().filter(update::has).forEach((name) -> {
			this.additionalProperties.remove(name);
			set(name, update);
		});
		this.additionalProperties.putAll(update.additionalProperties());
		JsonNode id = update.additionalProperties().get(ID);
		identify((id != null) ? id.stringValue("") : "");
		this.usage.update(delta.usage());
	}

	private void set(String name, MessageUpdate update) {
		switch (name) {
			case "stop_reason" -> this.message.stopReason(update.stopReason());
			case "stop_sequence" -> this.message.stopSequence(update.stopSequence());
			case "stop_details" -> this.message.stopDetails(update.stopDetails());
			default -> this.message.container(update.container());
		}
	}

	Message with(List<ContentBlock> content) {
		if (!content.equals(this.content)) {
			this.additionalProperties.remove(CONTENT);
		}
		return this.message.content(content)
			.usage(this.usage.usage())
			.additionalProperties(this.additionalProperties)
			.build();
	}

}
