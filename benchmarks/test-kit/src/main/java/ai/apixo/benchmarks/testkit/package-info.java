/**
 * What the gateway of the test kit costs.
 */
@NullMarked
package ai.apixo.benchmarks.testkit;

import org.jspecify.annotations.NullMarked;
