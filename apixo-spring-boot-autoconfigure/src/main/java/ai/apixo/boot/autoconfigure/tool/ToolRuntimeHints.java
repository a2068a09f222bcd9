package ai.apixo.boot.autoconfigure.tool;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Tells a native image of what writes the events of a run: Jackson makes it by
 * reflection.
 */
class ToolRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerType(TypeReference.of("ai.apixo.tool.ToolRunEventSerializer"),
					MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
			.registerType(TypeReference.of("ai.apixo.tool.ToolRunSerializer"),
					MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
	}

}
