package ai.apixo.tool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import reactor.util.context.ContextView;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;
import ai.apixo.structured.JsonSchema;

/**
 * Finds the methods of beans that the model may call. They are invoked through the bean,
 * so that its proxy sees them.
 */
final class ToolMethods {

	private ToolMethods() {
	}

	/**
	 * Return the functions of beans.
	 * @param beans the beans
	 * @return the functions by name
	 * @throws ApixoConfigurationException if a bean has none, or one cannot be called
	 */
	static List<ToolFunction> of(List<Object> beans) {
		List<ToolFunction> functions = new ArrayList<>();
		for (Object bean : beans) {
			functions.addAll(of(bean));
		}
		functions.sort(Comparator.comparing(ToolFunction::name));
		return functions;
	}

	private static List<ToolFunction> of(Object bean) {
		Class<?> type = ClassUtils.getUserClass(bean);
		Map<Method, ToolMethod> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<ToolMethod>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, ToolMethod.class));
		if (methods.isEmpty()) {
			throw new ApixoConfigurationException("A bean of " + type.getName() + " has no method with @ToolMethod. "
					+ (Proxy.isProxyClass(type)
							? "It is behind a JDK proxy, so annotate the method of its interface, or let Spring proxy the class"
							: "Annotate the methods that the model may call"));
		}
		return methods.entrySet().stream().map((entry) -> function(bean, entry.getKey(), entry.getValue())).toList();
	}

	private static ToolFunction function(Object bean, Method method, ToolMethod annotation) {
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
			throw new ApixoConfigurationException("The method " + nameOf(method)
					+ " is private or static, so that no proxy sees its calls. Make it an instance method of the bean that is at least package-private");
		}
		String name = annotation.name().isEmpty() ? method.getName() : annotation.name();
		Method invocable = invocable(bean, method);
		Parameter[] parameters = method.getParameters();
		List<Parameter> declared = new ArrayList<>();
		for (Parameter parameter : parameters) {
			if (!isInjected(parameter)) {
				declared.add(parameter);
			}
		}
		ToolFunction function = new ToolFunction(name, (schemas) -> {
			JsonSchema<Object[]> schema = schemas.ofParameters(declared, bean);
			Tool tool = Tool.of(name, ToolFunction.described(name, annotation.description()), schema.full());
			return new ToolFunction.Declared(tool, (call, context) -> {
				@Nullable Object[] arguments = arguments(parameters, schema.readArguments(call.input()), call, context);
				return () -> invoke(bean, invocable, arguments);
			});
		}, null);
		return annotation.requiresApproval() ? function.requiringApproval() : function;
	}

	private static Method invocable(Object bean, Method method) {
		try {
			Method invocable = MethodIntrospector.selectInvocableMethod(method, bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw new ApixoConfigurationException("The method " + nameOf(method)
					+ " cannot be called through the proxy of its bean. Declare it in an interface of the bean, or let Spring proxy the class");
		}
	}

	private static String nameOf(Method method) {
		return method.getDeclaringClass().getSimpleName() + "." + method.getName();
	}

	private static boolean isInjected(Parameter parameter) {
		return parameter.getType() == ToolUseBlock.class || parameter.getType() == ContextView.class;
	}

	private static @Nullable Object[] arguments(Parameter[] parameters, @Nullable Object[] bound, ToolUseBlock call,
			ContextView context) {
		@Nullable Object[] arguments = new @Nullable Object[parameters.length];
		int next = 0;
		for (int i = 0; i < parameters.length; i++) {
			if (isInjected(parameters[i])) {
				arguments[i] = (parameters[i].getType() == ToolUseBlock.class) ? call : context;
			}
			else {
				arguments[i] = bound[next++];
			}
		}
		return arguments;
	}

	private static @Nullable Object invoke(Object bean, Method method, @Nullable Object[] arguments) throws Throwable {
		try {
			return method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
