/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.messages.event;

import org.jspecify.annotations.NullMarked;
