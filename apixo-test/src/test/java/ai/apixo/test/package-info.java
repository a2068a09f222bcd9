/**
 * Tests of the gateway for tests.
 */
@NullMarked
package ai.apixo.test;

import org.jspecify.annotations.NullMarked;
