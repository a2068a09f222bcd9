/**
 * What a relayed stream costs.
 */
@NullMarked
package ai.apixo.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
