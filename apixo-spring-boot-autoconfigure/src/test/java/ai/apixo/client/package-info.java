/**
 * Tests that compare the client with its auto-configuration.
 */
@NullMarked
package ai.apixo.client;

import org.jspecify.annotations.NullMarked;
