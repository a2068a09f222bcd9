/**
 * Turns the bytes of an event stream into events.
 * {@link ai.apixo.client.decode.EventDecoder} is the only way in. Public for other
 * packages of this library; applications have no need of it.
 */
@NullMarked
package ai.apixo.client.decode;

import org.jspecify.annotations.NullMarked;
