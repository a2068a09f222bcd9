package ai.apixo.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the tests of a class with each connector that holds every rule. The class takes
 * the {@link TestConnector} in its constructor.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(value = TestConnector.class, names = { "REACTOR_NETTY", "JETTY" })
@ExtendWith(NoLeaksOrDroppedErrors.class)
public @interface EachConnector {

}
