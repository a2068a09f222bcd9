/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.structured;

import org.jspecify.annotations.NullMarked;
