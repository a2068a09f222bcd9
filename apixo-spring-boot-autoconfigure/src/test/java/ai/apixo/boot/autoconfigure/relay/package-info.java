/**
 * Tests of the auto-configuration of the relay.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.relay;

import org.jspecify.annotations.NullMarked;
