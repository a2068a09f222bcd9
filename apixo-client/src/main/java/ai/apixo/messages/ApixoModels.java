package ai.apixo.messages;

import java.util.List;

/**
 * The models that the gateway lists. A model is always a string, so any other id can be
 * used as well. The names that end with {@code -thinking} are the gateway's own aliases.
 *
 * @since 0.1.0
 */
public final class ApixoModels {

	/** {@value}. */
	public static final String CLAUDE_OPUS_4_7 = "claude-opus-4-7";

	/** {@value}. */
	public static final String CLAUDE_OPUS_4_6 = "claude-opus-4-6";

	/** {@value}. */
	public static final String CLAUDE_OPUS_4_6_THINKING = "claude-opus-4-6-thinking";

	/** {@value}. */
	public static final String CLAUDE_OPUS_4_5_20251101 = "claude-opus-4-5-20251101";

	/** {@value}. */
	public static final String CLAUDE_OPUS_4_5_20251101_THINKING = "claude-opus-4-5-20251101-thinking";

	/** {@value}. */
	public static final String CLAUDE_SONNET_4_6 = "claude-sonnet-4-6";

	/** {@value}. */
	public static final String CLAUDE_SONNET_4_6_THINKING = "claude-sonnet-4-6-thinking";

	/** {@value}. */
	public static final String CLAUDE_SONNET_4_5_20250929 = "claude-sonnet-4-5-20250929";

	/** {@value}. */
	public static final String CLAUDE_SONNET_4_5_20250929_THINKING = "claude-sonnet-4-5-20250929-thinking";

	/** {@value}. */
	public static final String CLAUDE_HAIKU_4_5_20251001 = "claude-haiku-4-5-20251001";

	/** {@value}. */
	public static final String CLAUDE_HAIKU_4_5_20251001_THINKING = "claude-haiku-4-5-20251001-thinking";

	/**
	 * All constants of this class, newest and largest first; the gateway may have more.
	 */
	public static final List<String> ALL = List.of(CLAUDE_OPUS_4_7, CLAUDE_OPUS_4_6, CLAUDE_OPUS_4_6_THINKING,
			CLAUDE_OPUS_4_5_20251101, CLAUDE_OPUS_4_5_20251101_THINKING, CLAUDE_SONNET_4_6, CLAUDE_SONNET_4_6_THINKING,
			CLAUDE_SONNET_4_5_20250929, CLAUDE_SONNET_4_5_20250929_THINKING, CLAUDE_HAIKU_4_5_20251001,
			CLAUDE_HAIKU_4_5_20251001_THINKING);

	private ApixoModels() {
	}

}
