/**
 * What all that keeps something in Redis needs. Public for other packages of this
 * library; applications have no need of it.
 */
@NullMarked
package ai.apixo.client.redis;

import org.jspecify.annotations.NullMarked;
