/**
 * A gateway for tests that speaks the Messages format over a socket or in memory, and
 * responds as the test scripts it.
 */
@NullMarked
package ai.apixo.test;

import org.jspecify.annotations.NullMarked;
