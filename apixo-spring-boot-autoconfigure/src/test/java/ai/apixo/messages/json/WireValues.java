package ai.apixo.messages.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.content.CodeExecutionResult;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolError;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.UnknownTool;

/**
 * Makes random values of the types of the wire, the same ones for the same seed. Records
 * and sealed families are walked by reflection, so that a new one is reached without a
 * change here.
 */
final class WireValues {

	private final Random random;

	private final RandomJson json;

	private final Set<Class<?>> reached = new HashSet<>();

	WireValues(long seed) {
		this.random = new Random(seed);
		this.json = new RandomJson(this.random);
	}

	/**
	 * The records that were made so far.
	 * @return their classes
	 */
	Set<Class<?>> reached() {
		return this.reached;
	}

	<T> T next(Class<T> type) {
		return type.cast(value(type, 0));
	}

	private Object value(Type type, int depth) {
		if (type instanceof ParameterizedType generic) {
			Type item = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
			return (generic.getRawType() == Map.class) ? additionalProperties() : list(item, depth);
		}
		Class<?> typeClass = (Class<?>) type;
		if (typeClass.isSealed()) {
			return member(typeClass, depth);
		}
		return typeClass.isRecord() ? record(typeClass, depth) : scalar(typeClass);
	}

	// Deep down only members that hold no content of their own, so that it ends.
	private Object member(Class<?> family, int depth) {
		List<Class<?>> members = Stream.of(family.getPermittedSubclasses())
			.filter((member) -> depth < 4 || !holdsContent(member))
			.toList();
		return record(members.get(this.random.nextInt(members.size())), depth);
	}

	private static boolean holdsContent(Class<?> type) {
		return Stream.of(type.getRecordComponents())
			.map((component) -> component.getGenericType().getTypeName())
			.anyMatch((component) -> component.contains(Content.class.getName())
					|| component.contains(ContentBlock.class.getName()) || component.endsWith("ServerToolResult"));
	}

	private Object record(Class<?> type, int depth) {
		this.reached.add(type);
		if (type == Content.class) {
			return this.random.nextBoolean() ? Content.of(this.json.string())
					: Content.of(list(ContentBlock.class, depth + 1).stream().map(ContentBlock.class::cast).toList());
		}
		if (type == ResponseInfo.class) {
			return ResponseInfo.none();
		}
		if (type.getSimpleName().startsWith("Unknown")) {
			return unknown(type);
		}
		List<@Nullable Object> values = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			values.add(component(type, component, depth));
		}
		return construct(type, values);
	}

	private @Nullable Object component(Class<?> type, RecordComponent component, int depth) {
		String name = component.getName();
		boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
		if (optional && (name.equals("unparsedInput") || this.random.nextInt(3) == 0)) {
			return null;
		}
		if (name.equals("type")) {
			return type(type);
		}
		return value(component.getGenericType(), depth + 1);
	}

	private String type(Class<?> record) {
		if (record == ServerToolResultBlock.class) {
			return oneOf("web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
					"bash_code_execution_tool_result", "text_editor_code_execution_tool_result",
					"tool_search_tool_result");
		}
		if (record == ServerToolError.class) {
			return oneOf("web_search_tool_result_error", "tool_search_tool_result_error");
		}
		if (record == CodeExecutionResult.class) {
			return oneOf("code_execution_result", "bash_code_execution_result");
		}
		return (record == CustomTool.class) ? "custom" : "x_" + this.random.nextInt(1000);
	}

	private Object unknown(Class<?> type) {
		String name = (type == UnknownTool.class) ? "custom" : "x_" + this.random.nextInt(1000);
		JsonNode raw = this.json.object(Map.of("type", name));
		return construct(type, List.of(name, raw));
	}

	private List<Object> list(Type item, int depth) {
		int size = (depth > 5) ? 0 : this.random.nextInt(4);
		return Stream.generate(() -> value(item, depth + 1)).limit(size).toList();
	}

	private Map<String, JsonNode> additionalProperties() {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		for (int i = this.random.nextInt(6) - 3; i > 0; i--) {
			properties.put("x_" + this.json.string(), this.json.any());
		}
		return properties;
	}

	private Object scalar(Class<?> type) {
		if (type == String.class) {
			return this.json.string();
		}
		if (type == int.class || type == Integer.class) {
			return this.random.nextInt();
		}
		if (type == Long.class) {
			return this.random.nextLong();
		}
		if (type == Double.class) {
			return this.random.nextDouble();
		}
		if (type == boolean.class || type == Boolean.class) {
			return this.random.nextBoolean();
		}
		if (type == JsonNode.class) {
			return this.json.object(Map.of());
		}
		throw new IllegalStateException("No values for " + type);
	}

	private String oneOf(String... values) {
		return values[this.random.nextInt(values.length)];
	}

	private static Object construct(Class<?> type, List<? extends @Nullable Object> values) {
		Class<?>[] types = Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
		try {
			return type.getDeclaredConstructor(types).newInstance(values.toArray());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot make a " + type, ex);
		}
	}

}
