package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The fields of one server-sent event: where its data and its name lie. Only data of
 * several lines is copied. An error that a gateway writes as a line of its own,
 * {@code error: {...}} or {@code {"error": ...}}, counts as an event named {@code error}.
 * Comments and all other fields are skipped, {@code id} and {@code retry} too because a
 * Messages stream cannot be resumed.
 */
final class SseFrame {

	private static final byte[] EMPTY = new byte[0];

	private static final byte[] ERROR_LINE = "error:".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] ERROR_OBJECT = "{\"error\":".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TYPED_ERROR = "{\"type\":\"error\"".getBytes(StandardCharsets.US_ASCII);

	private byte[] bytes = EMPTY;

	private int dataFrom = -1;

	private int dataTo = -1;

	private byte @Nullable [] joined;

	private int nameFrom = -1;

	private int nameTo = -1;

	private @Nullable String detachedName;

	/**
	 * Add a line that is not blank.
	 * @param line the array that holds it
	 * @param from its first byte
	 * @param to the index after its last byte, without line end
	 */
	void add(byte[] line, int from, int to) {
		this.bytes = line;
		if (isField(line, from, to, 'd', 'a', 't', 'a')) {
			addData(valueStart(line, from + 4, to), to);
		}
		else if (to - from > 4 && line[from + 4] == 't' && isField(line, from + 1, to, 'v', 'e', 'n', 't')
				&& line[from] == 'e') {
			this.nameFrom = valueStart(line, from + 5, to);
			this.nameTo = to;
		}
		else if (isErrorLine(line, from, to)) {
			this.nameFrom = from;
			this.nameTo = from + ERROR_LINE.length - 1;
			addData(valueStart(line, this.nameTo, to), to);
		}
		else if (this.dataFrom < 0 && startsWith(line, from, to, ERROR_OBJECT)) {
			this.nameFrom = from + 2;
			this.nameTo = this.nameFrom + ERROR_LINE.length - 1;
			addData(from, to);
		}
		else if (this.dataFrom < 0 && startsWith(line, from, to, TYPED_ERROR)) {
			addData(from, to);
		}
		if (this.joined != null && this.nameFrom >= 0) {
			detachName();
		}
	}

	private static boolean isField(byte[] line, int from, int to, char first, char second, char third, char fourth) {
		int end = from + 4;
		return end <= to && line[from] == first && line[from + 1] == second && line[from + 2] == third
				&& line[from + 3] == fourth && (end == to || line[end] == ':');
	}

	private boolean isErrorLine(byte[] line, int from, int to) {
		int end = from + ERROR_LINE.length;
		return this.dataFrom < 0 && startsWith(line, from, to, ERROR_LINE) && valueStart(line, end - 1, to) < to
				&& line[valueStart(line, end - 1, to)] == '{';
	}

	private static boolean startsWith(byte[] line, int from, int to, byte[] start) {
		int end = from + start.length;
		return end <= to && Arrays.equals(line, from, end, start, 0, start.length);
	}

	private static int valueStart(byte[] line, int nameEnd, int to) {
		int start = Math.min(nameEnd + 1, to);
		return (start < to && line[start] == ' ') ? start + 1 : start;
	}

	private void addData(int from, int to) {
		if (this.dataFrom < 0) {
			this.dataFrom = from;
			this.dataTo = to;
			return;
		}
		byte[] data = (this.joined != null) ? this.joined : Arrays.copyOfRange(this.bytes, this.dataFrom, this.dataTo);
		int length = (this.joined != null) ? this.dataTo : data.length;
		int newLength = length + 1 + to - from;
		if (newLength > data.length) {
			data = Arrays.copyOf(data, newLength + newLength / 2);
		}
		data[length] = '\n';
		System.arraycopy(this.bytes, from, data, length + 1, to - from);
		this.joined = data;
		this.dataFrom = 0;
		this.dataTo = newLength;
	}

	/**
	 * Follow the bytes to where they have been moved.
	 * @param target the array that holds them now
	 * @param offset how many bytes nearer to its beginning they are
	 */
	void moved(byte[] target, int offset) {
		this.bytes = target;
		if (this.dataFrom >= 0 && this.joined == null) {
			this.dataFrom -= offset;
			this.dataTo -= offset;
		}
		if (this.nameFrom >= 0) {
			this.nameFrom -= offset;
			this.nameTo -= offset;
		}
	}

	void clear() {
		this.bytes = EMPTY;
		this.joined = null;
		this.detachedName = null;
		this.dataFrom = -1;
		this.dataTo = -1;
		this.nameFrom = -1;
		this.nameTo = -1;
	}

	/**
	 * Return whether the lines added so far are still needed where they are.
	 * @return {@code false} for an event without data and name, and for one whose data
	 * has been joined
	 */
	boolean referToLines() {
		return (this.dataFrom >= 0 && this.joined == null) || this.nameFrom >= 0;
	}

	/**
	 * Return how many bytes are kept besides the lines themselves.
	 * @return the size of joined data
	 */
	int joinedSize() {
		return (this.joined != null) ? this.dataTo : 0;
	}

	boolean hasData() {
		return this.dataTo > this.dataFrom;
	}

	int size() {
		return this.dataTo - this.dataFrom;
	}

	byte[] array() {
		return (this.joined != null) ? this.joined : this.bytes;
	}

	int from() {
		return this.dataFrom;
	}

	int to() {
		return this.dataTo;
	}

	/**
	 * Return the name of the event.
	 * @return the last {@code event} field, or {@code null} if absent or empty
	 */
	@Nullable String name() {
		if (this.nameFrom < 0) {
			return this.detachedName;
		}
		return (this.nameTo > this.nameFrom) ? Utf8.decode(this.bytes, this.nameFrom, this.nameTo) : null;
	}

	private void detachName() {
		this.detachedName = name();
		this.nameFrom = -1;
		this.nameTo = -1;
	}

}
