/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.structured;

import org.jspecify.annotations.NullMarked;
