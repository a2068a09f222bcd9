/**
 * This starter.
 */
@NullMarked
package ai.apixo.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
