package ai.apixo.messages.json;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The wire of a sealed family: {@code type} discriminates its members, and an object of
 * another type, or one that lacks a required field, becomes the unknown member.
 *
 * @param <T> the family
 */
final class UnionCodec<T> implements Codec<T> {

	private final BiFunction<String, JsonNode, T> unknown;

	private final Map<String, Codec<? extends T>> byType = new HashMap<>();

	private final Map<String, String> typeByField = new LinkedHashMap<>();

	private final Map<Class<? extends T>, Codec<? extends T>> byClass = new HashMap<>();

	/**
	 * Start a family.
	 * @param unknownType the unknown member
	 * @param unknown makes one from its type and JSON
	 * @param raw gives its JSON
	 * @param <U> the unknown member
	 */
	<U extends T> UnionCodec(Class<U> unknownType, BiFunction<String, JsonNode, T> unknown, Function<U, JsonNode> raw) {
		this.unknown = unknown;
		this.byClass.put(unknownType, Codec.<U>of((node) -> false, (node) -> null,
				(value, generator) -> generator.writeTree(raw.apply(value))));
	}

	// Add a member with a type of its own.
	<M extends T> UnionCodec<T> member(String type, Class<M> member,
			Function<M, Map<String, JsonNode>> additionalProperties, Function<JsonFields, M> reader,
			BiConsumer<M, JsonOutput> writer) {
		return member(Set.of(type), member, new RecordCodec<>(additionalProperties, (in) -> {
			in.constant("type", type);
			return reader.apply(in);
		}, (value, out) -> writer.accept(value, out.constant("type", type))));
	}

	// Add a member that stands for several types and holds which.
	<M extends T> UnionCodec<T> member(Set<String> types, Class<M> member, Codec<M> codec) {
		types.forEach((type) -> this.byType.put(type, codec));
		this.byClass.put(member, codec);
		return this;
	}

	/**
	 * Recognize a member by a string that only it has, because some gateways leave out
	 * the type.
	 * @param field the name of the string
	 * @param type the type that it gives away
	 */
	UnionCodec<T> untyped(String field, String type) {
		this.typeByField.put(field, type);
		return this;
	}

	Set<String> types() {
		return Collections.unmodifiableSet(this.byType.keySet());
	}

	Set<Class<? extends T>> members() {
		return Collections.unmodifiableSet(this.byClass.keySet());
	}

	@Override
	public @Nullable T read(JsonNode node) {
		if (!node.isObject()) {
			return null;
		}
		String type = node.path("type").stringValue("");
		Codec<? extends T> codec = this.byType.get(node.hasNonNull("type") ? type : untyped(node));
		T value = (codec != null) ? codec.read(node) : null;
		return (value != null) ? value : this.unknown.apply(type, node);
	}

	private @Nullable String untyped(JsonNode node) {
		for (Map.Entry<String, String> field : this.typeByField.entrySet()) {
			if (node.path(field.getKey()).isString()) {
				return field.getValue();
			}
		}
		return null;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void write(T value, JsonGenerator generator) {
		Codec<T> codec = (Codec<T>) Objects.requireNonNull(this.byClass.get(value.getClass()));
		codec.write(value, generator);
	}

}
