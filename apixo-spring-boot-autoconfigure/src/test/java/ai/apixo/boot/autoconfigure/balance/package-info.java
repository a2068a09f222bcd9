/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.balance;

import org.jspecify.annotations.NullMarked;
