/**
 * JSON as it came.
 */
@NullMarked
package ai.apixo.messages.raw;

import org.jspecify.annotations.NullMarked;
