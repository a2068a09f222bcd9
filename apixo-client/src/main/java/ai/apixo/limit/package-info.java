/**
 * What one API key may use at its gateway: calls wait for their turn instead of running
 * into a refusal. A {@link ai.apixo.limit.CallLimiter} keeps what is used, in memory or
 * in Redis for several replicas.
 */
@NullMarked
package ai.apixo.limit;

import org.jspecify.annotations.NullMarked;
