/**
 * A gateway for tests: it speaks the Messages format over a socket or in memory, and
 * answers as the test scripts it.
 */
@NullMarked
package ai.apixo.test;

import org.jspecify.annotations.NullMarked;
