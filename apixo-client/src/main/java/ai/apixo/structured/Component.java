package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;

/**
 * A property of an object.
 *
 * @param name its name in JSON
 * @param javaName its name in Java
 * @param place what stands there
 * @param required whether it must not be left out
 * @param accessor reads it from an object, {@code null} if it cannot be read
 */
record Component(String name, String javaName, Place place, boolean required, @Nullable AnnotatedMember accessor) {
}
