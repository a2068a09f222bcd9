/**
 * The request and the answer of the Messages API, as immutable values.
 */
@NullMarked
package ai.apixo.messages;

import org.jspecify.annotations.NullMarked;
