/**
 * What the limits of a key cost.
 */
@NullMarked
package ai.apixo.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
