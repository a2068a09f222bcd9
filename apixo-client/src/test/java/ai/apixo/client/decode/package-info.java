/**
 * From bytes to events.
 */
@NullMarked
package ai.apixo.client.decode;

import org.jspecify.annotations.NullMarked;
