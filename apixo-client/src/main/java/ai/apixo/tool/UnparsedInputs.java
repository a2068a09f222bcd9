package ai.apixo.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * Arguments of a message that are not JSON, by the place of their block. They are no
 * field of the wire, and without them a call would look as if it had none.
 */
final class UnparsedInputs {

	private UnparsedInputs() {
	}

	static Map<String, String> of(Message message) {
		Map<String, String> inputs = new HashMap<>();
		for (int i = 0; i < message.content().size(); i++) {
			String text = of(message.content().get(i));
			if (text != null) {
				inputs.put(String.valueOf(i), text);
			}
		}
		return inputs;
	}

	private static @Nullable String of(ContentBlock block) {
		if (block instanceof ToolUseBlock call) {
			return call.unparsedInput();
		}
		if (block instanceof ServerToolUseBlock call) {
			return call.unparsedInput();
		}
		return (block instanceof UnknownBlock unknown) ? unknown.unparsedInput() : null;
	}

	static Message addTo(Message message, Map<String, String> inputs) {
		if (inputs.isEmpty()) {
			return message;
		}
		List<ContentBlock> content = new ArrayList<>();
		for (int i = 0; i < message.content().size(); i++) {
			ContentBlock block = message.content().get(i);
			String text = inputs.get(String.valueOf(i));
			content.add((text != null) ? with(block, text) : block);
		}
		return message.toBuilder().content(content).build();
	}

	private static ContentBlock with(ContentBlock block, String text) {
		if (block instanceof ToolUseBlock call) {
			return call.toBuilder().unparsedInput(text).build();
		}
		if (block instanceof ServerToolUseBlock call) {
			return call.toBuilder().unparsedInput(text).build();
		}
		return (block instanceof UnknownBlock unknown) ? new UnknownBlock(unknown.type(), unknown.raw(), text) : block;
	}

}
