/**
 * Tool faults, played to one runner.
 */
@NullMarked
package ai.apixo.benchmarks.toolfaults.springai;

import org.jspecify.annotations.NullMarked;
