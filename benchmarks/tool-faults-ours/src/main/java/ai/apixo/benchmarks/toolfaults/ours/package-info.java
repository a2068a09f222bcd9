/**
 * Tool faults, played to one runner.
 */
@NullMarked
package ai.apixo.benchmarks.toolfaults.ours;

import org.jspecify.annotations.NullMarked;
