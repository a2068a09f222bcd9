/**
 * The limits of an API key at its gateway: calls wait for their turn instead of being
 * refused. A {@link ai.apixo.limit.CallLimiter} tracks usage, in memory or in Redis for
 * several replicas.
 */
@NullMarked
package ai.apixo.limit;

import org.jspecify.annotations.NullMarked;
