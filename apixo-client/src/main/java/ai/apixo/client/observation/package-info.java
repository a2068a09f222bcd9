/**
 * The contract for observing a call, with the OpenTelemetry GenAI names.
 */
@NullMarked
package ai.apixo.client.observation;

import org.jspecify.annotations.NullMarked;
