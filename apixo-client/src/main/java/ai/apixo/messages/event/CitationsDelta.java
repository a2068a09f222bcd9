package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * One more citation of a text block, <code>{"type": "citations_delta", "citation": {...}}
 * </code>.
 *
 * @param citation {@code citation}, to be added to the list
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CitationsDelta(Citation citation, Map<String, JsonNode> additionalProperties) implements ContentDelta {

	/**
	 * Create a citations delta with additional properties.
	 * @param citation {@code citation}, to be added to the list
	 * @param additionalProperties fields that this version does not know
	 */
	public CitationsDelta {
		Objects.requireNonNull(citation, "'citation' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a citations delta without additional properties.
	 * @param citation {@code citation}, to be added to the list
	 */
	public CitationsDelta(Citation citation) {
		this(citation, Map.of());
	}

}
