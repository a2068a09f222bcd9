package ai.apixo.structured;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses a document while its text comes in pieces, cut anywhere. Holds no text but that
 * of an unfinished token.
 */
final class JsonFeed {

	private final JsonParser parser;

	private final ByteArrayFeeder feeder;

	/**
	 * Maximum weight of what a reader holds, in bytes. No model writes as much.
	 */
	private static final long MAX_WEIGHT = 64L * 1024 * 1024;

	private static final int CONTAINER = 160;

	private static final int OTHER = 80;

	private String held = "";

	private long weight;

	private int depth;

	private final CommaWatch commas = new CommaWatch();

	private boolean begun;

	private boolean ended;

	JsonFeed(JsonFactory factory) {
		this.parser = factory.createNonBlockingByteArrayParser(ObjectReadContext.empty());
		this.feeder = (ByteArrayFeeder) this.parser.nonBlockingInputFeeder();
	}

	JsonParser parser() {
		return this.parser;
	}

	/**
	 * Return how many objects and arrays are open behind the last token.
	 * @return the depth
	 */
	int depth() {
		return this.depth;
	}

	/**
	 * Return whether the whole document has come.
	 * @return whether the document is complete
	 */
	boolean isComplete() {
		return this.begun && this.depth == 0;
	}

	/**
	 * Take the next piece, once all tokens of the one before are read. Half a surrogate
	 * pair at its end waits for the other half.
	 * @param piece the piece
	 */
	void feed(String piece) {
		String text = this.held.isEmpty() ? piece : this.held + piece;
		int end = text.length();
		boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
		this.held = half ? text.substring(end - 1) : "";
		this.commas.pass(text);
		byte[] bytes = (half ? text.substring(0, end - 1) : text).getBytes(StandardCharsets.UTF_8);
		if (bytes.length > 0) {
			this.feeder.feedInput(bytes, 0, bytes.length);
		}
	}

	/**
	 * Return the next token.
	 * @return the token, {@code null} if it has not come yet
	 * @throws MalformedDocumentException if the text is not JSON
	 */
	@Nullable JsonToken next() {
		JsonToken token;
		try {
			token = this.parser.nextToken();
		}
		catch (StreamConstraintsException ex) {
			throw DocumentText.malformed(DocumentText.tooDeep());
		}
		catch (JacksonException ex) {
			throw DocumentText.malformed(isComplete() ? DocumentText.TRAILING : DocumentText.NOT_JSON);
		}
		if (token == null || token == JsonToken.NOT_AVAILABLE) {
			return null;
		}
		if (isComplete()) {
			throw DocumentText.malformed(DocumentText.TRAILING);
		}
		if (this.commas.isMisplaced(token)) {
			throw DocumentText.malformed(DocumentText.NOT_JSON);
		}
		this.begun = true;
		this.weight += token.isStructStart() ? CONTAINER : OTHER;
		if (this.weight > MAX_WEIGHT) {
			throw DocumentText.malformed(DocumentText.tooDeep());
		}
		if (token.isStructStart()) {
			this.depth++;
		}
		else if (token.isStructEnd()) {
			this.depth--;
		}
		return token;
	}

	/**
	 * Take note that nothing is held any more of what has been read.
	 */
	void forget() {
		this.weight = 0;
	}

	/**
	 * Check that nothing stands behind a complete document.
	 * @throws MalformedDocumentException if something does
	 */
	void end() {
		if (!this.ended) {
			this.ended = true;
			this.feeder.endOfInput();
			next();
			if (!this.held.isEmpty()) {
				throw DocumentText.malformed(DocumentText.TRAILING);
			}
		}
	}

}
