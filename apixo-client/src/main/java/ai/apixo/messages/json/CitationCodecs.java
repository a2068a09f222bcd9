package ai.apixo.messages.json;

import ai.apixo.messages.content.CharLocation;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlockLocation;
import ai.apixo.messages.content.PageLocation;
import ai.apixo.messages.content.SearchResultLocation;
import ai.apixo.messages.content.UnknownCitation;
import ai.apixo.messages.content.WebSearchResultLocation;

/**
 * The citations of text blocks.
 */
final class CitationCodecs {

	static final UnionCodec<Citation> CITATION = new UnionCodec<Citation>(UnknownCitation.class, UnknownCitation::new,
			UnknownCitation::raw)
		.member("char_location", CharLocation.class, CharLocation::additionalProperties,
				(in) -> new CharLocation(in.string("cited_text"), in.integer("document_index"),
						in.optionalString("document_title"), in.integer("start_char_index"),
						in.integer("end_char_index"), in.optionalString("file_id"), in.rest()),
				(citation, out) -> out.string("cited_text", citation.citedText())
					.number("document_index", citation.documentIndex())
					.string("document_title", citation.documentTitle())
					.number("start_char_index", citation.startCharIndex())
					.number("end_char_index", citation.endCharIndex())
					.string("file_id", citation.fileId()))
		.member("page_location", PageLocation.class, PageLocation::additionalProperties,
				(in) -> new PageLocation(in.string("cited_text"), in.integer("document_index"),
						in.optionalString("document_title"), in.integer("start_page_number"),
						in.integer("end_page_number"), in.optionalString("file_id"), in.rest()),
				(citation, out) -> out.string("cited_text", citation.citedText())
					.number("document_index", citation.documentIndex())
					.string("document_title", citation.documentTitle())
					.number("start_page_number", citation.startPageNumber())
					.number("end_page_number", citation.endPageNumber())
					.string("file_id", citation.fileId()))
		.member("content_block_location", ContentBlockLocation.class, ContentBlockLocation::additionalProperties,
				(in) -> new ContentBlockLocation(in.string("cited_text"), in.integer("document_index"),
						in.optionalString("document_title"), in.integer("start_block_index"),
						in.integer("end_block_index"), in.optionalString("file_id"), in.rest()),
				(citation, out) -> out.string("cited_text", citation.citedText())
					.number("document_index", citation.documentIndex())
					.string("document_title", citation.documentTitle())
					.number("start_block_index", citation.startBlockIndex())
					.number("end_block_index", citation.endBlockIndex())
					.string("file_id", citation.fileId()))
		.member("search_result_location", SearchResultLocation.class, SearchResultLocation::additionalProperties,
				(in) -> new SearchResultLocation(in.string("cited_text"), in.integer("search_result_index"),
						in.string("source"), in.optionalString("title"), in.integer("start_block_index"),
						in.integer("end_block_index"), in.rest()),
				(citation, out) -> out.string("cited_text", citation.citedText())
					.number("search_result_index", citation.searchResultIndex())
					.string("source", citation.source())
					.string("title", citation.title())
					.number("start_block_index", citation.startBlockIndex())
					.number("end_block_index", citation.endBlockIndex()))
		.member("web_search_result_location", WebSearchResultLocation.class,
				WebSearchResultLocation::additionalProperties,
				(in) -> new WebSearchResultLocation(in.string("cited_text"), in.string("encrypted_index"),
						in.optionalString("title"), in.string("url"), in.rest()),
				(citation, out) -> out.string("cited_text", citation.citedText())
					.string("encrypted_index", citation.encryptedIndex())
					.string("title", citation.title())
					.string("url", citation.url()));

	private CitationCodecs() {
	}

}
