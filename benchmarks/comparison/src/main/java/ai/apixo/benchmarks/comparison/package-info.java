/**
 * Runs all clients in turn and prints the table.
 */
@NullMarked
package ai.apixo.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
