package ai.apixo.boot.autoconfigure.structured;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.ResolvableType;

import ai.apixo.structured.StructuredOutput;

/**
 * Tells a native image of the types that beans of type {@link StructuredOutput} bind,
 * members of sealed families included.
 */
class StructuredOutputHints implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		ResolvableType type = registeredBean.getBeanType().as(StructuredOutput.class);
		if (type.equals(ResolvableType.NONE)) {
			return null;
		}
		Set<Class<?>> types = new LinkedHashSet<>();
		collect(type.getGeneric(0), types);
		return (generationContext, beanRegistrationCode) -> new BindingReflectionHintsRegistrar()
			.registerReflectionHints(generationContext.getRuntimeHints().reflection(), types.toArray(Class<?>[]::new));
	}

	/**
	 * Collect a type and all types in it.
	 * @param type the type
	 * @param types the types so far
	 */
	static void collect(ResolvableType type, Set<Class<?>> types) {
		for (ResolvableType argument : type.getGenerics()) {
			collect(argument, types);
		}
		if (type.isArray()) {
			collect(type.getComponentType(), types);
			return;
		}
		Class<?> raw = type.resolve();
		if (raw == null || raw.isPrimitive() || raw.getName().startsWith("java.") || !types.add(raw)) {
			return;
		}
		collectMembers(raw, types);
		RecordComponent[] components = raw.getRecordComponents();
		if (components != null) {
			for (RecordComponent component : components) {
				collect(ResolvableType.forMethodReturnType(component.getAccessor(), raw), types);
			}
			return;
		}
		for (Field field : raw.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				collect(ResolvableType.forField(field), types);
			}
		}
	}

	private static void collectMembers(Class<?> family, Set<Class<?>> types) {
		if (family.isSealed()) {
			for (Class<?> member : family.getPermittedSubclasses()) {
				collect(ResolvableType.forClass(member), types);
			}
		}
		JsonSubTypes named = family.getAnnotation(JsonSubTypes.class);
		if (named != null) {
			for (JsonSubTypes.Type member : named.value()) {
				collect(ResolvableType.forClass(member.value()), types);
			}
		}
	}

}
