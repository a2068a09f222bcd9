/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.limit;

import org.jspecify.annotations.NullMarked;
