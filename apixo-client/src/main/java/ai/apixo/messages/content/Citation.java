package ai.apixo.messages.content;

/**
 * The source of a piece of a response, discriminated on the wire by {@code type}.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members. A type that this version does not know arrives as {@link UnknownCitation}.
 *
 * @since 0.1.0
 */
public sealed interface Citation permits CharLocation, PageLocation, ContentBlockLocation, SearchResultLocation,
		WebSearchResultLocation, UnknownCitation {

}
