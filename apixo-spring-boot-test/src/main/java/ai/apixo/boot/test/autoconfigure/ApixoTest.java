package ai.apixo.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A slice of the application for tests of the classes that talk to the gateway: the
 * client, Jackson and the HTTP client, with a scripted gateway as provided by
 * {@link AutoConfigureMockApixo}, and none of the application's controllers, services and
 * repositories except for those that are listed. <pre>
 * &#064;ApixoTest(Desk.class)
 * class DeskTests {
 * </pre>
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ApixoTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ApixoTypeExcludeFilter.class)
@ImportAutoConfiguration
@AutoConfigureMockApixo
public @interface ApixoTest {

	/**
	 * Return properties in the form {@code key=value} to add to the environment before
	 * the test runs.
	 * @return the properties to add
	 */
	String[] properties() default {};

	/**
	 * Return the components to test, an alias for {@link #components()}.
	 * @return the components to test
	 */
	@AliasFor("components")
	Class<?>[] value() default {};

	/**
	 * Return the components to test.
	 * @return the components to test
	 */
	@AliasFor("value")
	Class<?>[] components() default {};

	/**
	 * Return whether to filter the classes of the application as the slice does by
	 * default.
	 * @return whether default filters are used
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Return filters that add beans that would otherwise be excluded.
	 * @return the include filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Return filters that exclude beans that would otherwise be added.
	 * @return the exclude filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Return auto-configurations to exclude for this test.
	 * @return the auto-configurations to exclude
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
