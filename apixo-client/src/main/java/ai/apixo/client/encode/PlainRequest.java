package ai.apixo.client.encode;

import java.util.ArrayList;
import java.util.List;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.ThinkingBlock;

/**
 * A request without what belongs to one model: how it thinks, and what it has thought,
 * whose signatures no other model accepts (FALL-5).
 *
 * @since 0.1.0
 */
public final class PlainRequest {

	private PlainRequest() {
	}

	/**
	 * Return a request that any model accepts.
	 * @param request the request
	 * @return the request without {@code thinking}, {@code output_config.effort}, and the
	 * thinking of earlier turns; a turn of nothing else is left out
	 */
	public static MessagesRequest of(MessagesRequest request) {
		MessagesRequest.Builder plain = request.toBuilder().thinking(null);
		OutputConfig output = request.outputConfig();
		if (output != null && output.effort() != null) {
			boolean empty = output.format() == null && output.additionalProperties().isEmpty();
			plain.outputConfig(empty ? null : new OutputConfig(null, output.format(), output.additionalProperties()));
		}
		List<InputMessage> messages = new ArrayList<>();
		for (InputMessage message : request.messages()) {
			List<ContentBlock> others = message.content()
				.blocks()
				.stream()
				.filter((block) -> !isThinking(block))
				.toList();
			if (others.size() == message.content().blocks().size()) {
				messages.add(message);
			}
			else if (!others.isEmpty()) {
				messages.add(new InputMessage(message.role(), Content.of(others), message.additionalProperties()));
			}
		}
		return plain.messages(messages).build();
	}

	private static boolean isThinking(ContentBlock block) {
		return block instanceof ThinkingBlock || block instanceof RedactedThinkingBlock;
	}

}
