/**
 * The tools that a request offers to the model.
 */
@NullMarked
package ai.apixo.messages.tool;

import org.jspecify.annotations.NullMarked;
