/**
 * A Redis for tests.
 */
@NullMarked
package ai.apixo.redis;

import org.jspecify.annotations.NullMarked;
