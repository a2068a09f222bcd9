/**
 * The contract of observing a call, by the OpenTelemetry GenAI names.
 */
@NullMarked
package ai.apixo.client.observation;

import org.jspecify.annotations.NullMarked;
