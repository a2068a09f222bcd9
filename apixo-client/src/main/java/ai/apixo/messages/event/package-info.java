/**
 * The events of a streamed response, and their accumulation.
 */
@NullMarked
package ai.apixo.messages.event;

import org.jspecify.annotations.NullMarked;
