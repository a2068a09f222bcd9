/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.messages.content;

import org.jspecify.annotations.NullMarked;
