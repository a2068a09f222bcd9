package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.structured.Outcome.Failure;

/**
 * Asks for a document again: the response as it came, and what is wrong with it (STR-35).
 */
final class RepairTurn {

	private RepairTurn() {
	}

	/**
	 * Return the request that asks again.
	 * @param request the request as it was sent
	 * @param message its response
	 * @param failure what is wrong with the response
	 * @return the next request
	 */
	static MessagesRequest of(MessagesRequest request, Message message, Failure<?> failure) {
		MessagesRequest.Builder next = request.toBuilder();
		if (!message.content().isEmpty()) {
			next.message(message.toInput());
		}
		return next.message(InputMessage.user(blocks(message, failure))).build();
	}

	private static ContentBlock[] blocks(Message message, Failure<?> failure) {
		String text = "The answer cannot be used: " + StructuredFailures.problems(failure)
				+ ". Answer again, with the whole document and nothing else.";
		List<ToolUseBlock> calls = message.toolUses();
		if (calls.isEmpty()) {
			return new ContentBlock[] { new TextBlock(text) };
		}
		List<ContentBlock> results = new ArrayList<>();
		for (ToolUseBlock call : calls) {
			results.add(new ToolResultBlock(call.id(), Content.of(text), true, null, null));
		}
		return results.toArray(ContentBlock[]::new);
	}

}
