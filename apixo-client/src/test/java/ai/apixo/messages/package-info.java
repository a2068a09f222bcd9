/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.messages;

import org.jspecify.annotations.NullMarked;
