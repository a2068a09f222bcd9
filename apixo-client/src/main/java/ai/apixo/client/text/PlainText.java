package ai.apixo.client.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.web.util.HtmlUtils;

/**
 * Makes text from outside plain: no markup of a page, no escape sequences of a terminal,
 * no control characters and, where it has to stand in a message, no line breaks.
 *
 * @since 0.1.0
 */
public final class PlainText {

	private static final Pattern ESCAPE_SEQUENCE = Pattern
		.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)|\u001B[@-Z\\\\-_]");

	/**
	 * Stands for bytes that are no text.
	 */
	private static final int REPLACEMENT = 0xFFFD;

	private static final List<String> DOCUMENTS = List.of("<!doctype html", "<html", "<?xml", "<head", "<body");

	private PlainText() {
	}

	/**
	 * Return a text as one line.
	 * @param text the text
	 * @return the line, without white space at its ends
	 */
	static String line(String text) {
		return cleaned(isPage(text) ? withoutTags(text) : text, false).strip();
	}

	/**
	 * Return a text with its lines.
	 * @param text the text
	 * @return the lines, without white space at their ends
	 */
	static String lines(String text) {
		return cleaned(text, true).strip();
	}

	private static boolean isPage(String text) {
		String start = text.substring(0, Math.min(text.length(), 100)).stripLeading().toLowerCase(Locale.ROOT);
		return start.startsWith("<!") || start.matches("(?s)<[?]?[a-z][a-z0-9]*[\\s/>].*");
	}

	/**
	 * Return whether a body is the page of a server or a proxy as a whole, so that it
	 * cannot be what a model has written.
	 * @param text the body
	 * @return whether it begins as a document does
	 */
	public static boolean isDocument(String text) {
		String start = text.substring(0, Math.min(text.length(), 100)).stripLeading().toLowerCase(Locale.ROOT);
		return DOCUMENTS.stream().anyMatch(start::startsWith);
	}

	private static String cleaned(String text, boolean keepLines) {
		String readable = (text.indexOf('\u001B') >= 0) ? ESCAPE_SEQUENCE.matcher(text).replaceAll("") : text;
		StringBuilder clean = new StringBuilder(readable.length());
		readable.codePoints().forEach((character) -> {
			if (keepLines && (character == '\n' || character == '\r' || character == '\t')) {
				clean.appendCodePoint(character);
			}
			else if (isSpace(character)) {
				if (keepLines || (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ')) {
					clean.append(' ');
				}
			}
			else if (isVisible(character)) {
				clean.appendCodePoint(character);
			}
		});
		return clean.toString();
	}

	private static boolean isSpace(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character)
				|| Character.isISOControl(character);
	}

	private static boolean isVisible(int character) {
		int type = Character.getType(character);
		return character != REPLACEMENT && type != Character.FORMAT && type != Character.SURROGATE
				&& type != Character.UNASSIGNED;
	}

	/**
	 * What a reader of the page would see, in one pass.
	 */
	private static String withoutTags(String page) {
		StringBuilder text = new StringBuilder();
		String names = page.toLowerCase(Locale.ROOT);
		int at = 0;
		while (at < page.length()) {
			int tag = page.indexOf('<', at);
			if (tag < 0) {
				tag = page.length();
			}
			text.append(page, at, tag).append(' ');
			at = endOfTag(names, tag);
		}
		return HtmlUtils.htmlUnescape(text.toString());
	}

	private static int endOfTag(String page, int tag) {
		String end = page.startsWith("<!--", tag) ? "-->"
				: page.startsWith("<script", tag) ? "</script>" : page.startsWith("<style", tag) ? "</style>" : ">";
		int found = page.indexOf(end, tag);
		return (found >= 0) ? found + end.length() : page.length();
	}

}
