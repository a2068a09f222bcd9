/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.messages.tool;

import org.jspecify.annotations.NullMarked;
