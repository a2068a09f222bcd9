/**
 * The content of a message: text, images, documents, thinking, tool calls and their
 * results, the same types for what is sent and for what comes back.
 * <p>
 * Every record of the wire ends with {@code additionalProperties}, the fields that this
 * version does not know, and has a shorter constructor without it. Optional fields are
 * {@code null}, optional lists empty when absent. An explicit JSON {@code null}, an
 * explicit empty list, and a value of another JSON type than the documented one stay
 * under their wire name in {@code additionalProperties}, from where they are written
 * again as long as the component of that name holds nothing. An object that lacks a
 * required field is kept whole by the unknown member of its sealed family. So whatever is
 * read can be written again without loss.
 */
@NullMarked
package ai.apixo.messages.content;

import org.jspecify.annotations.NullMarked;
