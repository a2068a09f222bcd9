/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.messages.json;

import org.jspecify.annotations.NullMarked;
