/**
 * The relay, in memory and on Redis.
 */
@NullMarked
package ai.apixo.relay;

import org.jspecify.annotations.NullMarked;
