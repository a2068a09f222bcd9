/**
 * Many subscribers under random faults for a long time.
 */
@NullMarked
package ai.apixo.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
