/**
 * Turns the bytes of an event stream into events.
 * {@link ai.apixo.client.decode.EventDecoder} is the only way in. For use within this
 * library.
 */
@NullMarked
package ai.apixo.client.decode;

import org.jspecify.annotations.NullMarked;
