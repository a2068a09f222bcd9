/**
 * The content of a message: text, images, documents, thinking, tool calls and their
 * results, the same types for what is sent and for what comes back.
 * <p>
 * Every type of the wire has {@code additionalProperties}, the fields that this version
 * does not know; the records among them also have a shorter constructor without it.
 * Optional fields are {@code null}, optional lists empty and switches {@code false} when
 * absent. An explicit JSON {@code null}, an explicit empty list, an explicit
 * {@code false} of a switch, and a value of another JSON type than the documented one
 * stay under their wire name in {@code additionalProperties}, from where they are written
 * again as long as the component of that name holds nothing. An object that lacks a
 * required field is kept whole by the unknown member of its sealed family. So whatever is
 * read can be written again without loss.
 * <p>
 * Values never change. A {@code JsonNode} that is handed in or out is copied if it is an
 * object or an array.
 */
@NullMarked
package ai.apixo.messages.content;

import org.jspecify.annotations.NullMarked;
