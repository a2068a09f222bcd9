package ai.apixo.structured;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;

/**
 * Binds documents to the arguments of a method.
 */
final class ParameterBinder implements DocumentBinder<Object[]> {

	private final List<BoundParameter> parameters;

	private final @Nullable Object bean;

	private final Shapes shapes;

	private final BindingMapper mapper;

	private final Validation validation;

	ParameterBinder(List<BoundParameter> parameters, @Nullable Object bean, Shapes shapes, BindingMapper mapper,
			Validation validation) {
		this.parameters = List.copyOf(parameters);
		this.bean = bean;
		this.shapes = shapes;
		this.mapper = mapper;
		this.validation = validation;
	}

	@Override
	public Outcome<Object[]> bind(JsonNode document) {
		if (!document.isObject()) {
			return Outcome.Failure.of(Reason.INVALID, "", "is not an object");
		}
		@Nullable Object[] arguments = new @Nullable Object[this.parameters.size()];
		List<Problem> problems = new ArrayList<>();
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = argument(document, this.parameters.get(i), problems);
		}
		if (problems.isEmpty() && this.bean != null && arguments.length > 0) {
			problems.addAll(problemsOf(this.bean, arguments));
		}
		return problems.isEmpty() ? new Outcome.Value<>(arguments) : new Outcome.Failure<>(Reason.INVALID, problems);
	}

	/**
	 * Judge arguments by the declarations of their parameters. Those that are injected
	 * are nobody's fault.
	 */
	private List<Problem> problemsOf(Object bean, @Nullable Object[] bound) {
		Method method = (Method) this.parameters.get(0).declared().getDeclaringExecutable();
		List<Parameter> all = Arrays.asList(method.getParameters());
		@Nullable Object[] arguments = new @Nullable Object[all.size()];
		for (int i = 0; i < bound.length; i++) {
			arguments[all.indexOf(this.parameters.get(i).declared())] = bound[i];
		}
		return this.validation.problemsOfArguments(bean, method, arguments, this.shapes);
	}

	private @Nullable Object argument(JsonNode document, BoundParameter parameter, List<Problem> problems) {
		Component component = parameter.component();
		String path = JsonPointers.child("", component.name());
		JsonNode node = document.get(component.name());
		if (node == null || node.isNull()) {
			if (component.required()) {
				problems.add(new Problem(path, "is required and must not be null"));
				return null;
			}
			return parameter.deserializer().getNullValue(this.mapper.context());
		}
		try {
			Object value = this.mapper.read(parameter.deserializer(), parameter.typeDeserializer(), node);
			problems.addAll(this.validation.problems(value, component.place(), path, this.shapes));
			return value;
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			problems.add(BindingProblems.of(ex, path));
			return null;
		}
	}

	@Override
	public <E> ElementBinder<E> elements(String property, Class<E> elementType) {
		throw new ApixoConfigurationException("The arguments of a method have no elements to stream");
	}

}
