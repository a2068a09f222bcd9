/**
 * An application without this starter, to tell what the starter adds to its start.
 */
@NullMarked
package ai.apixo.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
