package ai.apixo.test;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of an answer.
 */
sealed interface ContentPart {

	/**
	 * A block of content.
	 *
	 * @param start the block as {@code content_block_start} has it; an {@code id} that is
	 * null is given by the gateway
	 * @param deltas what it grows by
	 */
	record Block(ObjectNode start, List<ObjectNode> deltas) implements ContentPart {

		boolean isToolUse() {
			return this.start.path("type").asString("").equals("tool_use");
		}

		/**
		 * Return the start as it is sent.
		 */
		ObjectNode start(ReplyNumbers numbers) {
			JsonNode id = this.start.get("id");
			return (id != null && id.isNull()) ? this.start.deepCopy().put("id", numbers.nextToolUse()) : this.start;
		}

	}

	/**
	 * An event at this place.
	 *
	 * @param event the event
	 */
	record Inside(ScriptedEvent event) implements ContentPart {

	}

}
