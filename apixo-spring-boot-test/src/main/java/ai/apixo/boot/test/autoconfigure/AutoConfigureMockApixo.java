package ai.apixo.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Lets a test script the gateway of an application. Every client of the application that
 * does not set its own base URL talks to a {@link ai.apixo.test.MockApixoGateway} bean:
 * no key, no network. <pre>
 * &#064;SpringBootTest
 * &#064;AutoConfigureMockApixo
 * class DeskTests {
 *
 *     &#064;Autowired
 *     MockApixoGateway gateway;
 *
 *     &#064;Test
 *     void refundIsTriedAgainWhenTheGatewayIsBusy() {
 *         this.gateway.enqueue(error(429), reply().text("Hel", "lo"));
 *         // ... the call ...
 *         assertThat(this.gateway).received(2);
 *     }
 *
 * }
 * </pre>
 * <p>
 * After each test method the gateway is verified and reset. Test classes with the same
 * configuration share one context and one gateway, and take turns if classes run in
 * parallel. {@code apixo.retry.initial-backoff} is 1 ms unless the application sets it.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ResourceLock(providers = MockApixoLocks.class)
public @interface AutoConfigureMockApixo {

	/**
	 * Return whether the class has its own context and gateway, in which case it can run
	 * in parallel with other classes.
	 * @return whether the context is not shared
	 */
	boolean ownContext() default false;

}
