/**
 * Structured output beside plain text.
 */
@NullMarked
package ai.apixo.structured;

import org.jspecify.annotations.NullMarked;
