/**
 * Exceptions of a call, with one type for each way in which a caller can react.
 */
@NullMarked
package ai.apixo.client.error;

import org.jspecify.annotations.NullMarked;
