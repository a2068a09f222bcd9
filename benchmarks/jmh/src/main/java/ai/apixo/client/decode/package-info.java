/**
 * Measures the parts of the decoder, which only their own package can see.
 */
@NullMarked
package ai.apixo.client.decode;

import org.jspecify.annotations.NullMarked;
