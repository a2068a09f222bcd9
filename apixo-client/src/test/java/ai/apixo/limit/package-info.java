/**
 * Tests of the limits of a key.
 */
@NullMarked
package ai.apixo.limit;

import org.jspecify.annotations.NullMarked;
