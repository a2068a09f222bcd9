/**
 * What holds for all of the code.
 */
@NullMarked
package ai.apixo;

import org.jspecify.annotations.NullMarked;
