/**
 * The events of a streamed response, and what they add up to.
 */
@NullMarked
package ai.apixo.messages.event;

import org.jspecify.annotations.NullMarked;
