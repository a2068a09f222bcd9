/**
 * Where the use of API keys is kept.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.limit;

import org.jspecify.annotations.NullMarked;
