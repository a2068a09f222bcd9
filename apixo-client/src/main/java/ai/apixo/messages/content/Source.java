package ai.apixo.messages.content;

/**
 * Where the bytes or the text of an {@link ImageBlock} or {@link DocumentBlock} come
 * from, discriminated on the wire by {@code type}.
 * <p>
 * The family may grow in a minor release: keep a default branch where you distinguish its
 * members.
 *
 * @since 0.1.0
 */
public sealed interface Source permits Base64Source, TextSource, UrlSource, FileSource, ContentSource, UnknownSource {

}
