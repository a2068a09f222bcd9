/**
 * The official Java SDK.
 */
@NullMarked
package ai.apixo.benchmarks.anthropic;

import org.jspecify.annotations.NullMarked;
