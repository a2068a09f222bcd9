/**
 * The content of a message: text, images, documents, thinking, tool calls and their
 * results, with the same types for requests and responses.
 * <p>
 * Every type of the wire format has {@code additionalProperties}, the fields that this
 * version does not know; records also have a shorter constructor without it. If absent,
 * optional fields are {@code null}, optional lists are empty and flags are {@code false}.
 * An explicit JSON {@code null}, an explicit empty list, an explicit {@code false} of a
 * flag, and a value with a JSON type other than the documented one are kept under their
 * JSON name in {@code additionalProperties}, and are written back from there as long as
 * the component of that name is not set. An object that lacks a required field is kept as
 * a whole by the unknown member of its sealed family. Therefore, whatever is read can be
 * written back without loss.
 * <p>
 * Values are immutable. A {@code JsonNode} that is passed in or returned is copied if it
 * is an object or an array.
 */
@NullMarked
package ai.apixo.messages.content;

import org.jspecify.annotations.NullMarked;
