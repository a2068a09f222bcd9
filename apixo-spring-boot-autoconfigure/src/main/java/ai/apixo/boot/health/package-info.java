/**
 * The health of the gateway as the application sees it.
 */
@NullMarked
package ai.apixo.boot.health;

import org.jspecify.annotations.NullMarked;
