/**
 * What clients share.
 */
@NullMarked
package ai.apixo.client.lifecycle;

import org.jspecify.annotations.NullMarked;
