package ai.apixo.messages.content;

/**
 * The source of the bytes or the text of an {@link ImageBlock} or {@link DocumentBlock},
 * discriminated on the wire by {@code type}.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members.
 *
 * @since 0.1.0
 */
public sealed interface Source permits Base64Source, TextSource, UrlSource, FileSource, ContentSource, UnknownSource {

}
