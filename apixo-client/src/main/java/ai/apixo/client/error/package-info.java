/**
 * What can go wrong with a call, one type for each thing a caller can do about it.
 */
@NullMarked
package ai.apixo.client.error;

import org.jspecify.annotations.NullMarked;
