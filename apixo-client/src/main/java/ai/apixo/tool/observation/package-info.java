/**
 * The contract of observing runs and calls of tools, by the OpenTelemetry GenAI names.
 */
@NullMarked
package ai.apixo.tool.observation;

import org.jspecify.annotations.NullMarked;
