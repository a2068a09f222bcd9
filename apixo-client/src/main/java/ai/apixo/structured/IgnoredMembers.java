package ai.apixo.structured;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;

/**
 * Finds the creator parameters that the mapper passes over. It would miss them if they
 * were required.
 */
final class IgnoredMembers {

	private IgnoredMembers() {
	}

	static boolean isIgnored(MapperConfig<?> config, AnnotationIntrospector introspector, AnnotatedMember member) {
		if (!(member instanceof AnnotatedParameter parameter)) {
			return false;
		}
		AnnotatedClass declaring = classOf(config, member.getDeclaringClass());
		return introspector.findPropertyAccess(config, member) == JsonProperty.Access.READ_ONLY
				|| Boolean.TRUE.equals(introspector.isIgnorableType(config, classOf(config, member.getRawType())))
				|| isMarked(config, introspector, declaring, Declaration.nameOf(parameter))
				|| isNamed(config, introspector, declaring, parameter);
	}

	private static boolean isMarked(MapperConfig<?> config, AnnotationIntrospector introspector,
			AnnotatedClass declaring, String name) {
		for (AnnotatedField field : declaring.fields()) {
			if (field.getName().equals(name) && isMarked(config, introspector, field)) {
				return true;
			}
		}
		AnnotatedMethod accessor = declaring.findMethod(name, new Class<?>[0]);
		return accessor != null && isMarked(config, introspector, accessor);
	}

	private static boolean isMarked(MapperConfig<?> config, AnnotationIntrospector introspector,
			AnnotatedMember member) {
		return introspector.hasIgnoreMarker(config, member)
				|| introspector.findPropertyAccess(config, member) == JsonProperty.Access.READ_ONLY;
	}

	private static boolean isNamed(MapperConfig<?> config, AnnotationIntrospector introspector,
			AnnotatedClass declaring, AnnotatedParameter parameter) {
		Set<String> ignored = config.getDefaultPropertyIgnorals(declaring.getRawType(), declaring)
			.findIgnoredForDeserialization();
		if (ignored.isEmpty()) {
			return false;
		}
		String name = Declaration.nameOf(parameter);
		PropertyName explicit = introspector.findNameForDeserialization(config, parameter);
		PropertyNamingStrategy strategy = config.getPropertyNamingStrategy();
		return ignored.contains(name) || (explicit != null && ignored.contains(explicit.getSimpleName()))
				|| ignored.contains(translated(strategy, config, parameter, name));
	}

	private static String translated(@Nullable PropertyNamingStrategy strategy, MapperConfig<?> config,
			AnnotatedParameter parameter, String name) {
		return (strategy != null) ? strategy.nameForConstructorParameter(config, parameter, name) : name;
	}

	private static AnnotatedClass classOf(MapperConfig<?> config, Class<?> type) {
		return config.classIntrospectorInstance().introspectClassAnnotations(config.constructType(type));
	}

}
