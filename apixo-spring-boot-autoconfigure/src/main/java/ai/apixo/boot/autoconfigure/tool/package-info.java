/**
 * Auto-configuration of the tool runner.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.tool;

import org.jspecify.annotations.NullMarked;
