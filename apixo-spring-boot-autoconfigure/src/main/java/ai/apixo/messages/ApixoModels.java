package ai.apixo.messages;

/**
 * The models that the gateway lists. A model is a string everywhere: any other id can be
 * used just as well. The names that end in {@code -thinking} are the gateway's own
 * aliases.
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

	private ApixoModels() {
	}

}
