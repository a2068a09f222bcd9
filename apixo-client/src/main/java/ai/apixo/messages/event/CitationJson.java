package ai.apixo.messages.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.content.CharLocation;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlockLocation;
import ai.apixo.messages.content.PageLocation;
import ai.apixo.messages.content.SearchResultLocation;
import ai.apixo.messages.content.UnknownCitation;
import ai.apixo.messages.content.WebSearchResultLocation;

/**
 * Writes a citation that has been read into a block that stays JSON. The codecs cannot
 * serve: they know the events, so the events must not know them.
 */
final class CitationJson {

	private final ObjectNode json = JsonNodeFactory.instance.objectNode();

	private CitationJson(String type, String citedText) {
		this.json.put("type", type).put("cited_text", citedText);
	}

	static JsonNode of(Citation citation) {
		if (citation instanceof CharLocation location) {
			return new CitationJson("char_location", location.citedText())
				.document(location.documentIndex(), location.documentTitle(), location.fileId())
				.range("start_char_index", location.startCharIndex(), "end_char_index", location.endCharIndex())
				.with(location.additionalProperties());
		}
		if (citation instanceof PageLocation location) {
			return new CitationJson("page_location", location.citedText())
				.document(location.documentIndex(), location.documentTitle(), location.fileId())
				.range("start_page_number", location.startPageNumber(), "end_page_number", location.endPageNumber())
				.with(location.additionalProperties());
		}
		if (citation instanceof ContentBlockLocation location) {
			return new CitationJson("content_block_location", location.citedText())
				.document(location.documentIndex(), location.documentTitle(), location.fileId())
				.range("start_block_index", location.startBlockIndex(), "end_block_index", location.endBlockIndex())
				.with(location.additionalProperties());
		}
		if (citation instanceof SearchResultLocation location) {
			return new CitationJson("search_result_location", location.citedText())
				.number("search_result_index", location.searchResultIndex())
				.text("source", location.source())
				.text("title", location.title())
				.range("start_block_index", location.startBlockIndex(), "end_block_index", location.endBlockIndex())
				.with(location.additionalProperties());
		}
		if (citation instanceof WebSearchResultLocation location) {
			return new CitationJson("web_search_result_location", location.citedText())
				.text("encrypted_index", location.encryptedIndex())
				.text("title", location.title())
				.text("url", location.url())
				.with(location.additionalProperties());
		}
		return ((UnknownCitation) citation).raw();
	}

	private CitationJson document(int index, @Nullable String title, @Nullable String fileId) {
		return number("document_index", index).text("document_title", title).text("file_id", fileId);
	}

	private CitationJson range(String startName, int start, String endName, int end) {
		return number(startName, start).number(endName, end);
	}

	private CitationJson text(String name, @Nullable String value) {
		if (value != null) {
			this.json.put(name, value);
		}
		return this;
	}

	private CitationJson number(String name, int value) {
		this.json.put(name, value);
		return this;
	}

	private JsonNode with(Map<String, JsonNode> additionalProperties) {
		additionalProperties.forEach(this.json::putIfAbsent);
		return this.json;
	}

}
