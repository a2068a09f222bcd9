package ai.apixo.messages.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.RateLimit;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.content.CodeExecutionResult;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolError;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.UnknownTool;

/**
 * Makes random values of the types of the wire, the same ones for the same seed. Records
 * and sealed families are walked by reflection, so that a new one is reached without a
 * change here.
 */
final class ModelValues {

	static final String MARK = "mark_";

	private static final Set<String> NEVER_EMPTY = Set.of("value", "name", "model", "stopSequences");

	private static final Set<String> NEVER_NEGATIVE = Set.of("maxTokens", "topK");

	/** All records and families of the wire. */
	static final List<Class<?>> TYPES = recordsAndFamilies();

	private final Random random;

	private final RandomJson json;

	private final boolean marked;

	private final Set<Class<?>> reached = new HashSet<>();

	ModelValues(long seed) {
		this(seed, false);
	}

	private ModelValues(long seed, boolean marked) {
		this.random = new Random(seed);
		this.json = new RandomJson(this.random);
		this.marked = marked;
	}

	/**
	 * Make values in which every string says which component it belongs to.
	 * @param seed the seed
	 * @return the values
	 */
	static ModelValues marked(long seed) {
		return new ModelValues(seed, true);
	}

	private static List<Class<?>> recordsAndFamilies() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackagesOf(Message.class, ContentBlock.class, Tool.class, StreamEvent.class)
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass())
			.<Class<?>>map(JavaClass::reflect)
			.filter((type) -> (type.isRecord() || type.isSealed()) && type != MessagesJson.class)
			.filter((type) -> type != ResponseInfo.class && type != RateLimit.class)
			.sorted(Comparator.comparing(Class::getName))
			.toList();
	}

	/**
	 * The records that were made so far.
	 * @return their classes
	 */
	Set<Class<?>> reached() {
		return this.reached;
	}

	<T> T next(Class<T> type) {
		return type.cast(value(type, "", 0));
	}

	private Object value(Type type, String name, int depth) {
		if (type instanceof ParameterizedType generic) {
			Type item = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
			return (generic.getRawType() == Map.class) ? additionalProperties() : list(item, name, depth);
		}
		Class<?> typeClass = (Class<?>) type;
		if (typeClass.isSealed()) {
			return member(typeClass, depth);
		}
		if (typeClass == ResponseInfo.class) {
			return ResponseInfo.none();
		}
		return WireShape.isShape(typeClass) ? record(typeClass, depth) : scalar(typeClass, name);
	}

	// Deep down only members that hold no content of their own, so that it ends.
	private Object member(Class<?> family, int depth) {
		List<Class<?>> members = Stream.of(family.getPermittedSubclasses())
			.filter((member) -> depth < 6 || !holdsContent(member))
			.toList();
		return record(members.get(this.random.nextInt(members.size())), depth);
	}

	private static boolean holdsContent(Class<?> type) {
		return WireShape.of(type)
			.components()
			.stream()
			.map((component) -> component.getGenericType().getTypeName())
			.anyMatch((component) -> component.contains(Content.class.getName())
					|| component.contains(ContentBlock.class.getName()) || component.endsWith("ServerToolResult"));
	}

	private Object record(Class<?> type, int depth) {
		this.reached.add(type);
		if (type == Content.class) {
			return this.random.nextBoolean() ? Content.of(string("string")) : Content
				.of(list(ContentBlock.class, "", depth + 1).stream().map(ContentBlock.class::cast).toList());
		}
		if (type.getSimpleName().startsWith("Unknown")) {
			return unknown(type);
		}
		List<@Nullable Object> values = new ArrayList<>();
		for (RecordComponent component : WireShape.of(type).components()) {
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
		return value(component.getGenericType(), name, depth + 1);
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
		JsonNode raw = this.json.object(Map.of("type", name, "key", string("json")));
		return (type == UnknownBlock.class) ? new UnknownBlock(name, raw) : construct(type, List.of(name, raw));
	}

	private List<Object> list(Type item, String name, int depth) {
		int size = (depth > 7) ? 0 : this.random.nextInt(4);
		return Stream.generate(() -> value(item, name, depth + 1)).limit(size).toList();
	}

	private Map<String, JsonNode> additionalProperties() {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		for (int i = this.random.nextInt(6) - 3; i > 0; i--) {
			properties.put("x_" + this.json.string(),
					this.marked ? ExactJson.valueOf(string("json")) : this.json.any());
		}
		return properties;
	}

	private Object scalar(Class<?> type, String name) {
		if (type == String.class) {
			return string(name);
		}
		if (type == int.class || type == Integer.class) {
			return NEVER_NEGATIVE.contains(name) ? this.random.nextInt(100_000) : this.random.nextInt();
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
			return this.json.object(Map.of("key", string("json")));
		}
		throw new IllegalStateException("No values for " + type);
	}

	private String string(String component) {
		String prefix = NEVER_EMPTY.contains(component) ? "a" : "";
		return this.marked ? MARK + component : prefix + this.json.string();
	}

	private String oneOf(String... values) {
		return values[this.random.nextInt(values.length)];
	}

	private static Object construct(Class<?> type, List<? extends @Nullable Object> values) {
		return WireShape.of(type).construct(values);
	}

}
