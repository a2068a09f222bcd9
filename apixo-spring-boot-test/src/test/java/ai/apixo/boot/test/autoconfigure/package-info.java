/**
 * Tests of the annotations.
 */
@NullMarked
package ai.apixo.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
