/**
 * Auto-configuration of structured output.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.structured;

import org.jspecify.annotations.NullMarked;
