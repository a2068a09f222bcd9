package ai.apixo.structured;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * A place in the source where a component is declared, with the annotations that stand
 * there: its record component, field, getter, setter or parameter.
 *
 * @param element what is declared
 * @param type its type
 */
record Declaration(AnnotatedElement element, AnnotatedType type) {

	private static final Pattern MUTATOR = Pattern.compile("(?:set|with)(\\p{Lu}.*)");

	/**
	 * Return where a member of a class is declared. A member of a record stands for its
	 * component: the compiler spreads the annotations of a component over field, accessor
	 * and parameter. A member of another class stands for its property, with the field
	 * and the getter of the same name.
	 * @param member the member
	 * @return its declarations
	 */
	static List<Declaration> of(AnnotatedMember member) {
		List<Declaration> declarations = new ArrayList<>();
		add(member, declarations);
		if (!member.getDeclaringClass().isRecord() && !isOfTool(member)) {
			addProperty(member.getDeclaringClass(), propertyOf(member), declarations);
		}
		return declarations;
	}

	/**
	 * Return whether this is a parameter of a method that creates nothing: what it is
	 * called has to do with no field.
	 */
	private static boolean isOfTool(AnnotatedMember member) {
		return member instanceof AnnotatedParameter parameter
				&& parameter.getOwner().getAnnotated() instanceof Method method
				&& !Modifier.isStatic(method.getModifiers());
	}

	private static String propertyOf(AnnotatedMember member) {
		if (member instanceof AnnotatedParameter parameter) {
			return nameOf(parameter);
		}
		Matcher mutator = MUTATOR.matcher(member.getName());
		return (member.getMember() instanceof Method && mutator.matches())
				? StringUtils.uncapitalizeAsProperty(mutator.group(1)) : member.getName();
	}

	private static void addProperty(Class<?> owner, String name, List<Declaration> declarations) {
		Field field = ReflectionUtils.findField(owner, name);
		if (field != null) {
			declarations.add(new Declaration(field, field.getAnnotatedType()));
		}
		for (String prefix : List.of("get", "is")) {
			Method getter = ReflectionUtils.findMethod(owner, prefix + StringUtils.capitalize(name));
			if (getter != null) {
				declarations.add(new Declaration(getter, getter.getAnnotatedReturnType()));
			}
		}
	}

	/**
	 * Return where a property is declared.
	 * @param property the property
	 * @return its declarations
	 */
	static List<Declaration> of(BeanPropertyDefinition property) {
		List<Declaration> declarations = new ArrayList<>();
		add(property.getConstructorParameter(), declarations);
		add(property.getSetter(), declarations);
		add(property.getField(), declarations);
		add(property.getGetter(), declarations);
		return declarations.stream().distinct().toList();
	}

	/**
	 * Return the name of a parameter in the source.
	 * @param parameter the parameter
	 * @return its name
	 */
	static String nameOf(AnnotatedParameter parameter) {
		return parameterOf(parameter).getName();
	}

	static Declaration of(Parameter parameter) {
		return new Declaration(parameter, parameter.getAnnotatedType());
	}

	/**
	 * Return the declarations of what lists and the like contain. What stands before an
	 * array may mean the array, so the elements of arrays have none.
	 * @param declarations declarations of lists
	 * @return declarations of their elements
	 */
	static List<Declaration> ofElements(List<Declaration> declarations) {
		return declarations.stream()
			.filter((declaration) -> declaration.type() instanceof AnnotatedParameterizedType)
			.flatMap((declaration) -> inside(declaration.type).stream())
			.map((type) -> new Declaration(type, type))
			.toList();
	}

	static List<AnnotatedType> inside(AnnotatedType type) {
		if (type instanceof AnnotatedParameterizedType parameterized) {
			return Arrays.asList(parameterized.getAnnotatedActualTypeArguments());
		}
		if (type instanceof AnnotatedArrayType array) {
			return List.of(array.getAnnotatedGenericComponentType());
		}
		return List.of();
	}

	private static void add(@Nullable AnnotatedMember member, List<Declaration> declarations) {
		if (member == null) {
			return;
		}
		RecordComponent component = recordComponent(member);
		if (component != null) {
			declarations.add(new Declaration(component, component.getAnnotatedType()));
			declarations
				.add(new Declaration(component.getAccessor(), component.getAccessor().getAnnotatedReturnType()));
		}
		if (member instanceof AnnotatedParameter parameter) {
			declarations.add(of(parameterOf(parameter)));
		}
		else if (member.getMember() instanceof Field field) {
			declarations.add(new Declaration(field, field.getAnnotatedType()));
		}
		else if (member.getMember() instanceof Method method) {
			declarations
				.add((method.getParameterCount() == 1) ? new Declaration(method, method.getAnnotatedParameterTypes()[0])
						: new Declaration(method, method.getAnnotatedReturnType()));
			for (Parameter parameter : method.getParameters()) {
				declarations.add(of(parameter));
			}
		}
	}

	private static Parameter parameterOf(AnnotatedParameter parameter) {
		return ((Executable) parameter.getOwner().getAnnotated()).getParameters()[parameter.getIndex()];
	}

	/**
	 * Return the record component that a member belongs to.
	 */
	private static @Nullable RecordComponent recordComponent(AnnotatedMember member) {
		RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
		if (components == null) {
			return null;
		}
		if (member instanceof AnnotatedParameter parameter) {
			boolean canonical = parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
					&& isCanonical(constructor, components);
			return (canonical) ? components[parameter.getIndex()] : null;
		}
		for (RecordComponent component : components) {
			if (component.getName().equals(member.getName())) {
				return component;
			}
		}
		return null;
	}

	private static boolean isCanonical(Constructor<?> constructor, RecordComponent[] components) {
		return Arrays.equals(constructor.getParameterTypes(),
				Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
	}

}
