/**
 * Annotations that let the tests of a Spring Boot application script the gateway.
 */
@NullMarked
package ai.apixo.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
