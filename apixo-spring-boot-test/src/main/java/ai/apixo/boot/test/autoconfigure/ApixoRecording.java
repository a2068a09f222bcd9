package ai.apixo.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Replays real exchanges to the tests of a class, byte for byte. Provides the gateway
 * like {@link AutoConfigureMockApixo}. <pre>
 * &#064;SpringBootTest
 * &#064;ApixoRecording("desk.jsonl")
 * class DeskTests {
 * </pre>
 * <p>
 * The file is searched for in the directory {@code apixo.test.recordings}, by default
 * {@code src/test/resources}, and then on the class path. A request that was not recorded
 * fails the test with the differences and never reaches the network.
 * <p>
 * With {@code apixo.test.record=true}, or the environment variable
 * {@code APIXO_TEST_RECORD=true}, requests are forwarded to {@code apixo.base-url} with
 * {@code apixo.api-key}, where they are billed, and the exchanges of each test that
 * passes are written to the directory.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@AutoConfigureMockApixo
public @interface ApixoRecording {

	/**
	 * Return the file of the recording.
	 * @return its name
	 */
	String value();

	/**
	 * Return JSON pointers to values of requests that are neither written nor compared,
	 * see {@link ai.apixo.test.Recording#mask}.
	 * @return the pointers
	 */
	String[] mask() default {};

}
