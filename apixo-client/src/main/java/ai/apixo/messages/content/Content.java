package ai.apixo.messages.content;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Content that may be either a string or a list of blocks in JSON: messages, system
 * prompts, tool results, documents. The form is preserved. {@link #blocks()} reads both
 * forms in the same way, because a string is equivalent to one text block.
 * <p>
 * Constructed by {@link #of(String)} or {@link #of(ContentBlock...)}.
 *
 * @param string the string form, {@code null} if this is a list of blocks
 * @param blocks the blocks; for the string form one text block, which may be omitted
 * @since 0.1.0
 */
public record Content(@Nullable String string, List<ContentBlock> blocks) {

	/**
	 * Create content.
	 * @param string the string form, {@code null} if this is a list of blocks
	 * @param blocks the blocks; for the string form one text block, which may be omitted
	 */
	public Content {
		blocks = (string != null) ? textOnly(string, blocks) : List.copyOf(blocks);
	}

	private static List<ContentBlock> textOnly(String string, List<ContentBlock> blocks) {
		List<ContentBlock> text = List.of(new TextBlock(string));
		if (!blocks.isEmpty() && !blocks.equals(text)) {
			throw new IllegalArgumentException(
					"The string form has no other blocks. Put the string into a TextBlock beside them");
		}
		return text;
	}

	/**
	 * Return content in the string form.
	 * @param text the text
	 * @return the content
	 */
	public static Content of(String text) {
		return new Content(Objects.requireNonNull(text, "'text' must not be null"), List.of());
	}

	/**
	 * Return content in the list form.
	 * @param blocks the blocks, in order
	 * @return the content
	 */
	public static Content of(ContentBlock... blocks) {
		return new Content(null, List.of(blocks));
	}

	/**
	 * Return content in the list form.
	 * @param blocks the blocks, in order
	 * @return the content
	 */
	public static Content of(List<? extends ContentBlock> blocks) {
		return new Content(null, List.copyOf(blocks));
	}

	/**
	 * Return the text blocks joined.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return TextBlock.join(this.blocks);
	}

	/**
	 * Return this content without the fields and blocks that this version does not know,
	 * at any depth.
	 * @return the content with known fields only
	 */
	public Content withoutUnknownFields() {
		return KnownFields.contentOf(this);
	}

	@Override
	public String toString() {
		return "Content" + this.blocks;
	}

}
