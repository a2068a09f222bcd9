/**
 * Turns a request into the bytes that are sent.
 * {@link ai.apixo.client.encode.RequestEncoder} is the only way in. Public for other
 * packages of this library; applications have no need of it.
 */
@NullMarked
package ai.apixo.client.encode;

import org.jspecify.annotations.NullMarked;
