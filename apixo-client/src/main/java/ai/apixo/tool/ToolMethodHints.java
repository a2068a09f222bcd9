package ai.apixo.tool;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/**
 * Tells a native image of methods that the model may call, and of the types that they
 * take and return.
 */
final class ToolMethodHints implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			for (Type parameterType : method.getGenericParameterTypes()) {
				this.binding.registerReflectionHints(hints, parameterType);
			}
			this.binding.registerReflectionHints(hints, method.getGenericReturnType());
		}
	}

}
