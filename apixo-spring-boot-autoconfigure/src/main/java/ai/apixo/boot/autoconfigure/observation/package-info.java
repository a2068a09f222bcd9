/**
 * Observation of calls when the application has an observation registry, and meters when
 * it has a meter registry.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
