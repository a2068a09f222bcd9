package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Text and citations are appended (MSG-7).
 */
final class OpenTextBlock implements OpenBlock {

	private final TextBlock start;

	private final GrowingText text;

	private final List<Citation> citations;

	OpenTextBlock(TextBlock start) {
		this.start = start;
		this.text = new GrowingText(start.text());
		this.citations = new ArrayList<>(start.citations());
	}

	@Override
	public void accept(ContentDelta delta) {
		if (delta instanceof TextDelta textDelta) {
			this.text.append(textDelta.text());
		}
		else if (delta instanceof CitationsDelta citationsDelta) {
			this.citations.add(citationsDelta.citation());
		}
	}

	@Override
	public void complete() {
		this.text.compact();
	}

	void appendTo(StringBuilder all) {
		this.text.appendTo(all);
	}

	@Override
	public ContentBlock soFar() {
		Map<String, JsonNode> rest = this.start.additionalProperties();
		if (!this.text.isEmpty()) {
			rest = AdditionalProperties.without(rest, "text");
		}
		if (!this.citations.isEmpty()) {
			rest = AdditionalProperties.without(rest, "citations");
		}
		return new TextBlock(this.text.toString(), this.citations, this.start.cacheControl(), rest);
	}

}
