package ai.apixo.structured;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * What a component and a sealed family mean where the application's own introspector,
 * which comes first, says nothing: components are required and not null (STR-4), members
 * of a family are told by a property (STR-5).
 */
final class BindingIntrospector extends NopAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	private static final JsonTypeInfo.Value SIMPLE_NAME = JsonTypeInfo.Value.construct(JsonTypeInfo.Id.SIMPLE_NAME,
			JsonTypeInfo.As.PROPERTY, "type", null, false, null);

	private final AnnotationIntrospector application;

	BindingIntrospector(AnnotationIntrospector application) {
		this.application = application;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	/**
	 * Let null and absence fail where the component is required. A marker would say the
	 * same of absence only.
	 */
	@Override
	public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
		if (!(annotated instanceof AnnotatedMember member)) {
			return JsonSetter.Value.empty();
		}
		if (this.application.findReferenceType(config, member) != null) {
			// Jackson cannot check what it links.
			return JsonSetter.Value.empty();
		}
		List<Declaration> declarations = Declaration.of(member);
		return JsonSetter.Value.construct(isOptional(config, member, declarations) ? Nulls.DEFAULT : Nulls.FAIL,
				Nullness.isElementNullable(declarations) ? Nulls.SET : Nulls.FAIL);
	}

	@Override
	public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
		return (annotated instanceof AnnotatedClass type && isFamily(config, type)) ? SIMPLE_NAME : null;
	}

	// Some types of the JDK are sealed and read from strings all the same, such as
	// ZoneId.
	private boolean isFamily(MapperConfig<?> config, AnnotatedClass type) {
		return type.getRawType().isSealed() && !type.getRawType().getName().startsWith("java.")
				&& this.application.findDeserializer(config, type) == null;
	}

	private boolean isOptional(MapperConfig<?> config, AnnotatedMember member, List<Declaration> declarations) {
		if (IgnoredMembers.isIgnored(config, this.application, member)) {
			return true;
		}
		JavaType type = typeOf(member);
		return !type.isPrimitive() && (type.isReferenceType() || Nullness.isNullable(declarations)
				|| Boolean.FALSE.equals(this.application.hasRequiredMarker(config, member)));
	}

	private static JavaType typeOf(AnnotatedMember member) {
		return (member instanceof AnnotatedMethod method && method.getParameterCount() == 1)
				? method.getParameterType(0) : member.getType();
	}

}
