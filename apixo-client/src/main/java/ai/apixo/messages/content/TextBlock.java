package ai.apixo.messages.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Text, <code>{"type": "text", "text": ..., "citations": [...]}</code>.
 * <p>
 * Constructed by {@link #TextBlock(String)}.
 *
 * @param text {@code text}; empty if a gateway omits it
 * @param citations {@code citations}, the sources on which the text is based
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextBlock(String text, List<Citation> citations, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a text block with additional properties.
	 * @param text {@code text}; empty if a gateway omits it
	 * @param citations {@code citations}, the sources on which the text is based
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public TextBlock {
		Objects.requireNonNull(text, "'text' must not be null");
		citations = List.copyOf(citations);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text block without additional properties.
	 * @param text {@code text}; empty if a gateway omits it
	 * @param citations {@code citations}, the sources on which the text is based
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public TextBlock(String text, List<Citation> citations, @Nullable CacheControl cacheControl) {
		this(text, citations, cacheControl, Map.of());
	}

	/**
	 * Create a text block of the text alone.
	 * @param text {@code text}; empty if a gateway omits it
	 */
	public TextBlock(String text) {
		this(text, List.of(), null);
	}

	/**
	 * Join the texts. The text of a single block is not copied, as it may be as large as
	 * a message may be.
	 */
	static String join(List<ContentBlock> blocks) {
		List<String> texts = new ArrayList<>(blocks.size());
		for (ContentBlock block : blocks) {
			if (block instanceof TextBlock textBlock) {
				texts.add(textBlock.text());
			}
		}
		return (texts.size() == 1) ? texts.get(0) : String.join("", texts);
	}

	/**
	 * Return this block with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new block
	 */
	public TextBlock withCacheControl(CacheControl cacheControl) {
		return new TextBlock(this.text, this.citations, cacheControl, this.additionalProperties);
	}

	@Override
	public String toString() {
		return "TextBlock[length=" + this.text.length() + ", citations=" + this.citations.size() + "]";
	}

}
