package ai.apixo.tool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.structured.JsonSchemas;

/**
 * The functions of a run by name, in the order in which they are declared (TOOL-16).
 */
final class ToolCatalog {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

	private final Map<String, BoundTool> tools;

	private ToolCatalog(Map<String, BoundTool> tools) {
		this.tools = tools;
	}

	static ToolCatalog empty() {
		return new ToolCatalog(Map.of());
	}

	/**
	 * Return this catalog with more functions.
	 * @param functions the functions
	 * @param schemas where their schemas come from
	 * @return the new catalog
	 * @throws ApixoConfigurationException if one of them is not set up correctly
	 */
	ToolCatalog with(List<ToolFunction> functions, JsonSchemas schemas) {
		Map<String, BoundTool> all = new LinkedHashMap<>(this.tools);
		for (ToolFunction function : functions) {
			if (!NAME.matcher(function.name()).matches()) {
				throw new ApixoConfigurationException("'" + function.name()
						+ "' cannot be the name of a function. Use 1 to 128 letters, digits, '_' and '-'");
			}
			if (all.put(function.name(), function.bind(schemas)) != null) {
				throw new ApixoConfigurationException(
						"Two functions have the name '" + function.name() + "'. Rename one of them");
			}
		}
		return new ToolCatalog(all);
	}

	@Nullable BoundTool find(String name) {
		return this.tools.get(name);
	}

	/**
	 * Return a request with the declarations of all functions: behind its own tools, and
	 * none for a name that it declares itself.
	 */
	MessagesRequest declareIn(MessagesRequest request) {
		if (this.tools.isEmpty()) {
			return request;
		}
		Set<String> own = new HashSet<>();
		for (Tool tool : request.tools()) {
			String name = ToolFunction.nameOf(tool);
			if (name != null) {
				own.add(name);
			}
		}
		List<Tool> declared = new ArrayList<>(request.tools());
		this.tools.forEach((name, tool) -> {
			if (!own.contains(name)) {
				declared.add(tool.declaration());
			}
		});
		return request.toBuilder().tools(declared).build();
	}

	/**
	 * Return whether the application itself executes the calls of a tool.
	 */
	static boolean isDeclared(String name, MessagesRequest request) {
		return request.tools()
			.stream()
			.anyMatch((tool) -> tool instanceof CustomTool custom && custom.name().equals(name));
	}

}
