/**
 * The request and the response of the Messages API, as immutable values.
 */
@NullMarked
package ai.apixo.messages;

import org.jspecify.annotations.NullMarked;
