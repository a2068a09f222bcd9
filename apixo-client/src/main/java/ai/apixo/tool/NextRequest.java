package ai.apixo.tool;

import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Container;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.tool.ToolChoice;

/**
 * Appends a turn to a conversation (TOOL-11 to TOOL-14, TOOL-39).
 */
final class NextRequest {

	private NextRequest() {
	}

	/**
	 * Return the conversation with an answer and the results of its calls.
	 * @param request the conversation so far
	 * @param answer the answer
	 * @param results the results in the order of the calls, empty for an answer without
	 * calls
	 * @return the next request
	 */
	static MessagesRequest of(MessagesRequest request, Message answer, List<ToolResultBlock> results) {
		MessagesRequest.Builder next = request.toBuilder()
			.toolChoice(choice(request.toolChoice()))
			.container(container(request.container(), answer.container()));
		String served = answer.response().fallbackModel();
		if (served != null) {
			// No other model can go on with its thinking.
			next.model(served);
		}
		InputMessage turn = answer.toInput();
		if (hasContent(answer, turn)) {
			next.message(turn);
		}
		if (!results.isEmpty()) {
			next.user(results.toArray(ContentBlock[]::new));
		}
		return next.build();
	}

	/**
	 * An answer of which nothing can be sent back becomes a text that nobody wrote.
	 */
	private static boolean hasContent(Message answer, InputMessage turn) {
		List<ContentBlock> blocks = turn.content().blocks();
		return blocks.size() != 1 || !(blocks.get(0) instanceof TextBlock) || answer.content().contains(blocks.get(0));
	}

	/**
	 * To be forced to call a tool again and again would never end.
	 */
	private static @Nullable ToolChoice choice(@Nullable ToolChoice choice) {
		if (choice == null || (!choice.type().equals("any") && !choice.type().equals("tool"))) {
			return choice;
		}
		return new ToolChoice("auto", null, choice.disableParallelToolUse(), choice.additionalProperties());
	}

	private static @Nullable Container container(@Nullable Container asked, @Nullable Container used) {
		if (used == null || used.id() == null) {
			return asked;
		}
		return (asked != null) ? new Container(used.id(), null, asked.skills(), asked.additionalProperties())
				: Container.of(used.id());
	}

}
