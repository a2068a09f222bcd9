/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.boot.health;

import org.jspecify.annotations.NullMarked;
