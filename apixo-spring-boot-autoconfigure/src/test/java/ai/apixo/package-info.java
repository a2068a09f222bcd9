/**
 * Tests of the project as a whole.
 */
@NullMarked
package ai.apixo;

import org.jspecify.annotations.NullMarked;
