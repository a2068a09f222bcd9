/**
 * What clients share.
 */
@NullMarked
package ai.apixo.client.observation;

import org.jspecify.annotations.NullMarked;
