package ai.apixo.tool;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.structured.JsonSchema;
import ai.apixo.structured.JsonSchemas;

/**
 * A function that the model may call. <pre>
 * record City(String name) {}
 *
 * ToolFunction.of("weather", "Tells the weather of the next days in a city.", City.class,
 *     (city) -&gt; weather.forecast(city.name()))
 * </pre>
 *
 * <p>
 * It returns a value, or a publisher such as {@code Mono} or {@code Flux}. Text, a
 * {@link ai.apixo.messages.content.Content}, a content block and a list of blocks are
 * sent as they are, everything else as JSON. It is never invoked on an event loop, so it
 * may block. Throw a {@link ToolException} to tell the model what went wrong.
 *
 * @since 0.1.0
 */
public final class ToolFunction {

	private final String name;

	private final Binding binding;

	private final @Nullable Predicate<? super ToolUseBlock> approval;

	ToolFunction(String name, Binding binding, @Nullable Predicate<? super ToolUseBlock> approval) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		this.binding = binding;
		this.approval = approval;
	}

	/**
	 * Return a function with typed arguments, whose schema is derived from the type.
	 * @param name the name, of letters, digits, {@code _} and {@code -}
	 * @param description what it does and when to use it, for the model to read
	 * @param inputType the type of the arguments, which is an object in JSON
	 * @param function takes the arguments and returns a value or a publisher
	 * @param <I> the type of the arguments
	 * @return the function
	 */
	public static <I> ToolFunction of(String name, String description, Class<I> inputType,
			Function<? super I, ?> function) {
		Objects.requireNonNull(inputType, "'inputType' must not be null");
		Objects.requireNonNull(function, "'function' must not be null");
		return new ToolFunction(name, (schemas) -> {
			JsonSchema<I> schema = schemas.of(inputType);
			if (schema.isWrapped()) {
				throw new ApixoConfigurationException("The input type of the function '" + name
						+ "' is not an object in JSON. Use a record whose components are the arguments");
			}
			return new Declared(Tool.of(name, described(name, description), schema.full()), (call, context) -> {
				I arguments = schema.readArguments(call.input());
				return () -> function.apply(arguments);
			});
		}, null);
	}

	/**
	 * Return a function without arguments.
	 * @param name the name, of letters, digits, {@code _} and {@code -}
	 * @param description what it does and when to use it, for the model to read
	 * @param function returns a value or a publisher
	 * @return the function
	 */
	public static ToolFunction of(String name, String description, Supplier<?> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		return new ToolFunction(name,
				(schemas) -> new Declared(
						Tool.of(name, described(name, description), schemas.ofParameters(List.of()).full()),
						(call, context) -> function::get),
				null);
	}

	/**
	 * Return a function with a hand-written definition: a custom schema, or a tool that
	 * the gateway defines and the application executes, such as bash or memory. Its
	 * arguments are not validated.
	 * @param definition the definition, which has a name
	 * @param function takes the call, whose input is an object, and returns a value or a
	 * publisher
	 * @return the function
	 */
	public static ToolFunction of(Tool definition, Function<? super ToolUseBlock, ?> function) {
		Objects.requireNonNull(definition, "'definition' must not be null");
		Objects.requireNonNull(function, "'function' must not be null");
		String name = nameOf(definition);
		return new ToolFunction((name != null) ? name : "", (schemas) -> {
			if (definition instanceof CustomTool custom && custom.description() != null) {
				described(custom.name(), custom.description());
			}
			return new Declared(definition, (call, context) -> () -> function.apply(call));
		}, null);
	}

	static String described(String name, @Nullable String description) {
		if (description == null || description.isBlank()) {
			throw new ApixoConfigurationException("The function '" + name
					+ "' has no description. Say what it does and when to use it: that is all the model knows of it");
		}
		return description;
	}

	/**
	 * Return the name by which the model calls a tool.
	 * @param tool the tool
	 * @return the name, {@code null} if it has none
	 */
	static @Nullable String nameOf(Tool tool) {
		if (tool instanceof CustomTool custom) {
			return custom.name();
		}
		return (tool instanceof ServerTool server) ? server.name() : null;
	}

	/**
	 * Return a copy of this function that requires approval of each call: the run ends
	 * with {@link ToolRunStatus#DECISION_REQUIRED} and can be continued after
	 * {@link ToolRun#approve(String)}.
	 * @return the new function
	 */
	public ToolFunction requiringApproval() {
		return requiringApproval((call) -> true);
	}

	/**
	 * Return a copy of this function that requires approval of some calls.
	 * @param when decides whether a call with valid arguments needs approval; a call for
	 * which it throws an exception needs approval
	 * @return the new function
	 */
	public ToolFunction requiringApproval(Predicate<? super ToolUseBlock> when) {
		return new ToolFunction(this.name, this.binding, Objects.requireNonNull(when, "'when' must not be null"));
	}

	/**
	 * Return the name by which the model calls the function.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Derive the schema.
	 * @param schemas the source of schemas
	 * @return the function with its declaration
	 */
	BoundTool bind(JsonSchemas schemas) {
		Declared declared = this.binding.bind(schemas);
		return new BoundTool(this.name, declared.tool(), declared.input(), this.approval);
	}

	@Override
	public String toString() {
		return "ToolFunction[name=" + this.name + ", requiresApproval=" + (this.approval != null) + "]";
	}

	/**
	 * Derives the schema of a function.
	 */
	@FunctionalInterface
	interface Binding {

		Declared bind(JsonSchemas schemas);

	}

	/**
	 * The declaration of a function in a request, and the binder of its arguments.
	 *
	 * @param tool the declaration
	 * @param input binds arguments
	 */
	record Declared(Tool tool, BoundTool.Input input) {
	}

}
