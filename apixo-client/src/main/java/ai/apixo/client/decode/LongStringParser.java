package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Parses a {@link ShortenedJson} and gives its long strings back.
 */
final class LongStringParser extends JsonParserDelegate {

	private final LongStrings strings;

	private int number = -1;

	private int next;

	private boolean onLongString;

	LongStringParser(JsonParser shortened, LongStrings strings) {
		super(shortened);
		this.strings = strings;
	}

	@Override
	public @Nullable JsonToken nextToken() {
		JsonToken token = super.nextToken();
		if (this.onLongString) {
			this.next++;
			this.onLongString = false;
		}
		if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
			this.number++;
			this.onLongString = this.next < this.strings.count() && this.strings.number(this.next) == this.number;
		}
		return token;
	}

	@Override
	public @Nullable String nextName() {
		return (nextToken() == JsonToken.PROPERTY_NAME) ? currentName() : null;
	}

	@Override
	public @Nullable String currentName() {
		return (this.onLongString && hasToken(JsonToken.PROPERTY_NAME)) ? longString() : super.currentName();
	}

	@Override
	public String getString() {
		return this.onLongString ? longString() : super.getString();
	}

	private String longString() {
		String value = LongString.read(this.strings.bytes(), this.strings.start(this.next),
				this.strings.end(this.next));
		if (value == null) {
			throw new StreamReadException(this, "A string is not JSON");
		}
		return value;
	}

}
