/**
 * The {@code apixo} health contributor when the application has health.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
