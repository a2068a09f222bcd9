package ai.apixo.structured;

import java.io.Reader;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.raw.ExactJson;

/**
 * Reads the text of a document: with every digit, no name twice in an object, and no more
 * than 500 levels deep.
 */
final class DocumentText {

	static final int MAX_DEPTH = 500;

	static final String NOT_JSON = "is not JSON";

	static final String TRAILING = "is followed by other text";

	private static final JsonMapper MAPPER = ExactJson
		.mapper(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.build();

	// A feed may be fed on several threads, so it takes no buffers of theirs.
	private static final JsonFactory FEEDS = MAPPER.tokenStreamFactory()
		.rebuild()
		.recyclerPool(JsonRecyclerPools.nonRecyclingPool())
		.build();

	private DocumentText() {
	}

	/**
	 * Parse a document.
	 * @param text its text
	 * @param cut whether the response was cut, so that an incomplete document is
	 * truncated
	 * @return the document
	 */
	static Outcome<JsonNode> parse(String text, boolean cut) {
		try (JsonParser parser = MAPPER.createParser(text)) {
			JsonNode document = node(parser);
			if (document == null) {
				return incomplete(cut, "is not complete");
			}
			return isAtEnd(parser) ? new Outcome.Value<>(document) : Outcome.Failure.of(Reason.MALFORMED, "", TRAILING);
		}
		catch (StreamConstraintsException | NumberFormatException ex) {
			return Outcome.Failure.of(Reason.MALFORMED, "", tooDeep());
		}
		catch (JacksonException ex) {
			return incomplete(cut, notJson(ex));
		}
	}

	/**
	 * Check the text of a part of a document.
	 * @param text its text
	 * @throws MalformedDocumentException if it is not JSON
	 */
	static void check(String text) {
		try (JsonParser parser = MAPPER.createParser(text)) {
			node(parser);
		}
		catch (StreamConstraintsException | NumberFormatException ex) {
			throw malformed(tooDeep());
		}
		catch (JacksonException ex) {
			throw malformed(NOT_JSON);
		}
	}

	/**
	 * Return a parser of parts of a document.
	 * @param context reads values for code of the application
	 * @param text the parts, one after the other
	 * @return the parser
	 */
	static JsonParser parser(ObjectReadContext context, Reader text) {
		return FEEDS.createParser(context, text);
	}

	static MalformedDocumentException malformed(String rule) {
		return new MalformedDocumentException(Outcome.Failure.of(Reason.MALFORMED, "", rule));
	}

	static JsonFeed feed() {
		return new JsonFeed(FEEDS);
	}

	static String tooDeep() {
		return "is nested more than 500 levels deep, has too many values, or has a number or a name that is too long";
	}

	static String notJson(JacksonException failure) {
		TokenStreamLocation location = failure.getLocation();
		long offset = (location != null) ? location.getCharOffset() : -1;
		return (offset >= 0) ? NOT_JSON + " (character " + offset + ")" : NOT_JSON;
	}

	static <T> Outcome<T> incomplete(boolean cut, String rule) {
		return new Outcome.Failure<>(cut ? Reason.TRUNCATED : Reason.MALFORMED, List.of(new Problem("", rule)));
	}

	private static @Nullable JsonNode node(JsonParser parser) {
		return (parser.nextToken() != null) ? parser.readValueAsTree() : null;
	}

	private static boolean isAtEnd(JsonParser parser) {
		try {
			return parser.nextToken() == null;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
