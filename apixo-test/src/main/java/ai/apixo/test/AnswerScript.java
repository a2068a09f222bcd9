package ai.apixo.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageAccumulator;

/**
 * An answer, part by part.
 *
 * @param shell what surrounds the blocks
 * @param parts the blocks, and events between and in them
 */
record AnswerScript(AnswerShell shell, List<ContentPart> parts) implements ReplyBody {

	AnswerScript() {
		this(new AnswerShell(MessagesFormat.object(), false), List.of());
	}

	static AnswerScript of(Message message) {
		ObjectNode shell = MessagesFormat.objectOf(message);
		shell.remove("content");
		List<ContentPart> parts = message.content().stream().<ContentPart>map(ContentParts::block).toList();
		return new AnswerScript(new AnswerShell(shell, true), parts);
	}

	AnswerScript with(ContentPart part) {
		return new AnswerScript(this.shell, Stream.concat(this.parts.stream(), Stream.of(part)).toList());
	}

	AnswerScript with(String field, Object value) {
		return new AnswerScript(this.shell.with(field, MessagesFormat.tree(value)), this.parts);
	}

	/**
	 * Return the answer as a stream.
	 * @param numbers name what the test has not named
	 * @param model the model of the request
	 */
	AnswerEvents events(ReplyNumbers numbers, String model) {
		List<ScriptedEvent> events = new ArrayList<>();
		events.add(this.shell.start(numbers, model));
		int index = -1;
		for (ContentPart part : this.parts) {
			if (part instanceof ContentPart.Block block) {
				stop(index, events);
				index++;
				add(block, index, numbers, events);
			}
			else if (part instanceof ContentPart.Inside inside) {
				events.add(inside.event());
			}
		}
		int open = events.size();
		stop(index, events);
		events.add(this.shell
			.end(this.parts.stream().anyMatch((part) -> part instanceof ContentPart.Block block && block.isToolUse())));
		events.add(ScriptedEvent.of("message_stop", (event) -> {
		}));
		return new AnswerEvents(events, open);
	}

	private static void add(ContentPart.Block block, int index, ReplyNumbers numbers, List<ScriptedEvent> events) {
		events.add(ScriptedEvent.of("content_block_start",
				(event) -> event.put("index", index).set("content_block", block.start(numbers))));
		block.deltas()
			.forEach((delta) -> events.add(
					ScriptedEvent.of("content_block_delta", (event) -> event.put("index", index).set("delta", delta))));
	}

	private static void stop(int index, List<ScriptedEvent> events) {
		if (index >= 0) {
			events.add(ScriptedEvent.of("content_block_stop", (event) -> event.put("index", index)));
		}
	}

	/**
	 * The events of an answer.
	 *
	 * @param complete all of them
	 * @param open how many come before the last block is closed
	 */
	record AnswerEvents(List<ScriptedEvent> complete, int open) {

		/**
		 * Return the message that the events add up to.
		 */
		String message() {
			MessageAccumulator message = new MessageAccumulator();
			this.complete.forEach((event) -> event.addTo(message));
			return MessagesFormat.write(message.message());
		}

	}

}
