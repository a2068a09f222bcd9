/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.tool;

import org.jspecify.annotations.NullMarked;
