/**
 * Tool faults, played to one runner.
 */
@NullMarked
package ai.apixo.benchmarks.toolfaults.anthropicjava;

import org.jspecify.annotations.NullMarked;
