/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.client;

import org.jspecify.annotations.NullMarked;
