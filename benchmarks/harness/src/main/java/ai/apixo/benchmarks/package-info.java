/**
 * The server, the scenarios and the table of the comparison.
 */
@NullMarked
package ai.apixo.benchmarks;

import org.jspecify.annotations.NullMarked;
