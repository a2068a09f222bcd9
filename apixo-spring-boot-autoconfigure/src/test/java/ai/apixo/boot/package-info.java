/**
 * What the tests of Spring Boot support share.
 */
@NullMarked
package ai.apixo.boot;

import org.jspecify.annotations.NullMarked;
