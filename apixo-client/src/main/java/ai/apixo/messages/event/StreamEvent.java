package ai.apixo.messages.event;

/**
 * One event of a streamed response, discriminated on the wire by {@code type}. An
 * {@code error} event is not a member: it ends a stream with an error.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members. A type that this version does not know arrives as {@link UnknownEvent}. When
 * JSON is read by a mapper, so does an event that lacks what its type requires. The
 * stream of a client fails instead, because continuing would hide lost text. Fields that
 * are null or of an unexpected shape stay in {@code additionalProperties}, see
 * {@link ai.apixo.messages.content}. No {@code toString()} of an event shows what a
 * person or the model wrote.
 *
 * @since 0.1.0
 */
public sealed interface StreamEvent permits MessageStart, ContentBlockStart, ContentBlockDelta, ContentBlockStop,
		MessageDelta, MessageStop, Ping, UnknownEvent {

}
