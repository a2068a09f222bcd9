package ai.apixo.client.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a body that explains a failure: UTF-8, or else the charset that it is
 * labeled with, even if something has compressed it although nobody asked.
 *
 * @since 0.1.0
 */
public final class BodyText {

	private static final int MAX_LENGTH = 64 * 1024;

	private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private BodyText() {
	}

	/**
	 * Read the beginning of the text of a body.
	 * @param body the bytes
	 * @param contentType the {@code content-type}, or {@code null}
	 * @param contentEncoding the {@code content-encoding}, or {@code null}
	 * @return the text without byte order mark, or {@code null} if the body is no text
	 */
	public static @Nullable String of(byte[] body, @Nullable String contentType, @Nullable String contentEncoding) {
		byte[] start = (body.length > MAX_LENGTH) ? Arrays.copyOf(body, MAX_LENGTH) : body;
		byte[] bytes = decompressed(start, (contentEncoding != null) ? contentEncoding.toLowerCase(Locale.ROOT) : "");
		String text = decoded(bytes, contentType);
		boolean mayBeCompressed = contentEncoding != null && bytes == start;
		return isReadable(text, mayBeCompressed) ? withoutMark(text) : null;
	}

	/**
	 * Remove the byte order mark.
	 * @param text a text
	 * @return the text that begins behind it
	 */
	public static String withoutMark(String text) {
		return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
	}

	/**
	 * Return whether a body is compressed, whatever its headers say.
	 * @param body the bytes
	 * @return whether they begin as gzip does
	 */
	public static boolean isGzip(byte[] body) {
		return body.length > 2 && body[0] == 0x1F && body[1] == (byte) 0x8B;
	}

	private static byte[] decompressed(byte[] body, String encoding) {
		ByteArrayInputStream bytes = new ByteArrayInputStream(body);
		if (isGzip(body)) {
			return decompressed(body, () -> new GZIPInputStream(bytes));
		}
		if (!encoding.contains("deflate") || isReadable(decoded(body, null), true)) {
			return body;
		}
		// What is called so has a header by RFC 9110, and none by the habit of some.
		byte[] inflated = decompressed(body, () -> new InflaterInputStream(bytes));
		return (inflated != body) ? inflated
				: decompressed(body, () -> new InflaterInputStream(new ByteArrayInputStream(body), new Inflater(true)));
	}

	private static byte[] decompressed(byte[] body, Decompression decompression) {
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		try (InputStream stream = decompression.open()) {
			int next = stream.read();
			while (next >= 0 && read.size() < MAX_LENGTH) {
				read.write(next);
				next = stream.read();
			}
		}
		catch (IOException ex) {
			// It was cut, or is something else.
		}
		return (read.size() > 0) ? read.toByteArray() : body;
	}

	private static String decoded(byte[] bytes, @Nullable String contentType) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return new String(bytes, charset((contentType != null) ? contentType : ""));
		}
	}

	private static Charset charset(String contentType) {
		Matcher charset = CHARSET.matcher(contentType);
		try {
			return charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.UTF_8;
		}
	}

	private static boolean isReadable(String text, boolean mayBeCompressed) {
		long unreadable = text.chars()
			.filter((character) -> character == 0xFFFD || (Character.isISOControl(character)
					&& !Character.isWhitespace(character) && character != 0x1B && character != 0x85))
			.count();
		return mayBeCompressed ? unreadable == 0 : unreadable * 10 <= text.length();
	}

	/**
	 * Opens a stream that decompresses.
	 */
	@FunctionalInterface
	private interface Decompression {

		InputStream open() throws IOException;

	}

}
