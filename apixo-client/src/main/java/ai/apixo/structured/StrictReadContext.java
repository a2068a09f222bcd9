package ai.apixo.structured;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;

/**
 * Lets deserializers of the application read trees and values from a parser, but not
 * change what the parser takes for JSON: that is the same for every document.
 */
@SuppressWarnings("TypeParameterUnusedInFormals")
final class StrictReadContext extends ObjectReadContext.Base {

	private final ObjectReadContext mapper;

	StrictReadContext(ObjectReadContext mapper) {
		this.mapper = mapper;
	}

	@Override
	public <T extends TreeNode> T readTree(JsonParser parser) {
		return this.mapper.readTree(parser);
	}

	@Override
	public <T> T readValue(JsonParser parser, Class<T> type) {
		return this.mapper.readValue(parser, type);
	}

	@Override
	public <T> T readValue(JsonParser parser, TypeReference<T> type) {
		return this.mapper.readValue(parser, type);
	}

	@Override
	public <T> T readValue(JsonParser parser, ResolvedType type) {
		return this.mapper.readValue(parser, type);
	}

}
