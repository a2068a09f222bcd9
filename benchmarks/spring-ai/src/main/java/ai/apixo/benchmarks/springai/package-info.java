/**
 * Spring AI.
 */
@NullMarked
package ai.apixo.benchmarks.springai;

import org.jspecify.annotations.NullMarked;
