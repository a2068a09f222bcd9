package ai.apixo.messages.event;

/**
 * An increment to a content block, discriminated by {@code type}.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members. A type that this version does not know arrives as {@link UnknownDelta}.
 *
 * @since 0.1.0
 */
public sealed interface ContentDelta
		permits TextDelta, InputJsonDelta, ThinkingDelta, SignatureDelta, CitationsDelta, UnknownDelta {

}
