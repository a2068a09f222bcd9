package ai.apixo.boot.test.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.util.ClassUtils;

import ai.apixo.boot.autoconfigure.ApixoMessagesClientBuilderCustomizer;
import ai.apixo.client.observation.ApixoObservationConvention;

/**
 * {@link TypeExcludeFilter} for {@link ApixoTest}.
 */
class ApixoTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ApixoTest> {

	/** What need not be on the class path. */
	private static final List<String> OPTIONAL_INCLUDES = List.of("tools.jackson.databind.JacksonModule",
			"org.springframework.boot.jackson.JacksonComponent", "ai.apixo.tool.ToolFunction",
			"ai.apixo.tool.ToolSource");

	private static final Set<Class<?>> KNOWN_INCLUDES = knownIncludes();

	private final Class<?>[] components;

	ApixoTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.components = getAnnotation().getValue("components", Class[].class).orElse(new Class<?>[0]);
	}

	private static Set<Class<?>> knownIncludes() {
		Set<Class<?>> includes = new LinkedHashSet<>();
		includes.add(ApixoMessagesClientBuilderCustomizer.class);
		includes.add(ApixoObservationConvention.class);
		includes.add(WebClientCustomizer.class);
		ClassLoader classLoader = ApixoTypeExcludeFilter.class.getClassLoader();
		OPTIONAL_INCLUDES.stream()
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.forEach((name) -> includes.add(ClassUtils.resolveClassName(name, classLoader)));
		return Set.copyOf(includes);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return new LinkedHashSet<>(List.of(this.components));
	}

}
