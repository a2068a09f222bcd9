/**
 * What a turn under the limits of a key costs.
 */
@NullMarked
package ai.apixo.limit;

import org.jspecify.annotations.NullMarked;
