/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
