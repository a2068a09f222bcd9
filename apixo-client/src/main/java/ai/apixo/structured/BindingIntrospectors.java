package ai.apixo.structured;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;

/**
 * What the application's introspector says, and where it says nothing, what
 * {@link BindingIntrospector} does.
 */
final class BindingIntrospectors extends AnnotationIntrospectorPair {

	private static final long serialVersionUID = 1L;

	BindingIntrospectors(AnnotationIntrospector application) {
		super(application, new BindingIntrospector(application));
	}

	/**
	 * Leave what must not be null to the rule for nulls: Jackson would report that it is
	 * missing as if its type were wrong.
	 */
	@Override
	public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
		Boolean marker = super.hasRequiredMarker(config, member);
		boolean covered = Boolean.TRUE.equals(marker) && findSetterInfo(config, member).getValueNulls() == Nulls.FAIL;
		return covered ? null : marker;
	}

}
