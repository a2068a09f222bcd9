package ai.apixo.messages.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Thinking is appended, the signature set (MSG-7).
 */
final class OpenThinkingBlock implements OpenBlock {

	private final ThinkingBlock start;

	private final GrowingText thinking;

	private @Nullable String signature;

	OpenThinkingBlock(ThinkingBlock start) {
		this.start = start;
		this.thinking = new GrowingText(start.thinking());
		this.signature = start.signature();
	}

	@Override
	public void accept(ContentDelta delta) {
		if (delta instanceof ThinkingDelta thinkingDelta) {
			this.thinking.append(thinkingDelta.thinking());
		}
		else if (delta instanceof SignatureDelta signatureDelta) {
			this.signature = signatureDelta.signature();
		}
	}

	@Override
	public void complete() {
		this.thinking.compact();
	}

	@Override
	public ContentBlock soFar() {
		Map<String, JsonNode> rest = this.start.additionalProperties();
		if (!this.thinking.isEmpty()) {
			rest = AdditionalProperties.without(rest, "thinking");
		}
		if (this.signature != null) {
			rest = AdditionalProperties.without(rest, "signature");
		}
		return new ThinkingBlock(this.thinking.toString(), this.signature, rest);
	}

}
