package ai.apixo.messages.raw;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.ByteSourceJsonBootstrapper;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.ReaderBasedJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.CharsToNameCanonicalizer;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Makes parsers that keep the sign of {@code -0.0}, which {@link BigDecimal} does not
 * have, that refuse a text of more values than anybody writes, and that remember a
 * bounded number of names. Jackson remembers thousands, of any length, and copies them
 * all for a text with a new one, so that a gateway could make each event cost as much as
 * all names before it.
 */
final class ExactJsonFactory extends JsonFactory {

	private static final long serialVersionUID = 1L;

	/**
	 * More than the wire has. What is remembered is copied with each new name, and twice
	 * as much from the next power of two on.
	 */
	private static final int MAX_NAMES = 120;

	/**
	 * Length of a text whose names are not remembered, as they may be as long.
	 */
	private static final int LONG_TEXT = 8192;

	/**
	 * The settings by which names are not remembered.
	 */
	private static final JsonFactory FORGETFUL = JsonFactory.builder()
		.disable(Feature.CANONICALIZE_PROPERTY_NAMES)
		.build();

	private transient volatile ByteQuadsCanonicalizer byteNames = ByteQuadsCanonicalizer.createRoot();

	private transient volatile CharsToNameCanonicalizer charNames = CharsToNameCanonicalizer.createRoot(this);

	ExactJsonFactory(JsonFactoryBuilder builder) {
		super(builder);
	}

	@Override
	public JsonParser createParser(ObjectReadContext readContext, String content) {
		if (TextWeight.isTooHeavy(content)) {
			throw new StreamConstraintsException("It has more values than can be read");
		}
		return super.createParser(readContext, content);
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext readContext, IOContext context, byte[] data, int offset,
			int length) {
		int streamFeatures = readContext.getStreamReadFeatures(this._streamReadFeatures);
		int formatFeatures = readContext.getFormatReadFeatures(this._formatReadFeatures);
		JsonParser parser = (length < LONG_TEXT)
				? new ByteSourceJsonBootstrapper(context, data, offset, length).constructParser(readContext,
						streamFeatures, formatFeatures, byteNames(), charNames(), this._factoryFeatures)
				: new ReaderBasedJsonParser(readContext, context, streamFeatures, formatFeatures,
						reader(data, offset, length), noNames().makeChild());
		for (int index = offset; index < offset + length - 1; index++) {
			if (data[index] == '-' && data[index + 1] == '0') {
				return new SignedZeroParser(parser);
			}
		}
		return parser;
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext readContext, IOContext context, char[] data, int offset,
			int length, boolean recyclable) {
		JsonParser parser = new ReaderBasedJsonParser(readContext, context,
				readContext.getStreamReadFeatures(this._streamReadFeatures),
				readContext.getFormatReadFeatures(this._formatReadFeatures), null, charNames(length), data, offset,
				offset + length, recyclable);
		for (int index = offset; index < offset + length - 1; index++) {
			if (data[index] == '-' && data[index + 1] == '0') {
				return new SignedZeroParser(parser);
			}
		}
		return parser;
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext readContext, IOContext context, Reader reader) {
		return new SignedZeroParser(new ReaderBasedJsonParser(readContext, context,
				readContext.getStreamReadFeatures(this._streamReadFeatures),
				readContext.getFormatReadFeatures(this._formatReadFeatures), reader, charNames(LONG_TEXT)));
	}

	private static Reader reader(byte[] data, int offset, int length) {
		boolean marked = data[offset] == (byte) 0xEF && data[offset + 1] == (byte) 0xBB
				&& data[offset + 2] == (byte) 0xBF;
		int mark = marked ? 3 : 0;
		return new InputStreamReader(new ByteArrayInputStream(data, offset + mark, length - mark),
				StandardCharsets.UTF_8);
	}

	private ByteQuadsCanonicalizer byteNames() {
		ByteQuadsCanonicalizer names = this.byteNames;
		if (names.size() > MAX_NAMES) {
			names = ByteQuadsCanonicalizer.createRoot();
			this.byteNames = names;
		}
		return names;
	}

	private CharsToNameCanonicalizer charNames() {
		CharsToNameCanonicalizer names = this.charNames;
		if (names.size() > MAX_NAMES) {
			names = CharsToNameCanonicalizer.createRoot(this);
			this.charNames = names;
		}
		return names;
	}

	/**
	 * Return the names for a text of characters.
	 */
	private CharsToNameCanonicalizer charNames(int length) {
		return ((length < LONG_TEXT) ? charNames() : noNames()).makeChild();
	}

	private static CharsToNameCanonicalizer noNames() {
		return CharsToNameCanonicalizer.createRoot(FORGETFUL);
	}

	/**
	 * Reads decimals.
	 */
	private static final class SignedZeroParser extends JsonParserDelegate {

		private SignedZeroParser(JsonParser parser) {
			super(parser);
		}

		@Override
		public BigDecimal getDecimalValue() {
			BigDecimal value = super.getDecimalValue();
			return (value.signum() == 0 && getString().startsWith("-")) ? new NegativeZero(value) : value;
		}

	}

	/**
	 * A zero that is written with its sign. Apart from that it is the zero that it was
	 * made of.
	 */
	private static final class NegativeZero extends BigDecimal {

		private static final long serialVersionUID = 1L;

		private NegativeZero(BigDecimal zero) {
			super(zero.unscaledValue(), zero.scale());
		}

		@Override
		public String toString() {
			return "-" + super.toString();
		}

		@Override
		public String toPlainString() {
			return "-" + super.toPlainString();
		}

	}

}
