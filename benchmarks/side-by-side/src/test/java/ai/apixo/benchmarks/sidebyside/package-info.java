/**
 * Compares results, not speed, with the official Java SDK.
 */
@NullMarked
package ai.apixo.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;
