package ai.apixo.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a bean method as a function that the model may call, see
 * {@link ToolRunner.Builder#toolMethods(Object...)}. <pre>
 * &#64;ToolMethod(description = "Tells the weather of the next days in a city.")
 * Mono&lt;Forecast&gt; forecast(String city, int days) { ... }
 * </pre>
 *
 * <p>
 * Each parameter is a property of the input. Parameters of type
 * {@link ai.apixo.messages.content.ToolUseBlock} and
 * {@link reactor.util.context.ContextView} are injected instead: the call, and the
 * context of the subscriber.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ToolMethodHints.class)
public @interface ToolMethod {

	/**
	 * Return the description of what the function does and when to use it, for the model
	 * to read.
	 * @return the description
	 */
	String description();

	/**
	 * Return the name by which the model calls the function.
	 * @return the name, by default that of the method
	 */
	String name() default "";

	/**
	 * Return whether each call has to be approved before it is executed.
	 * @return whether calls need approval
	 */
	boolean requiresApproval() default false;

}
