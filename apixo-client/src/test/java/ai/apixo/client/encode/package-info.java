/**
 * From a request to bytes.
 */
@NullMarked
package ai.apixo.client.encode;

import org.jspecify.annotations.NullMarked;
