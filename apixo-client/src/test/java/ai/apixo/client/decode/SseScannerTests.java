package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import ai.apixo.client.Chunking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * From bytes to frames, by the HTML Living Standard.
 */
class SseScannerTests {

	private static final int MAX_FRAME_SIZE = 1000;

	private final ScratchBuffers scratchBuffers = new ScratchBuffers();

	@Test
	@DisplayName("SSE-1 a byte order mark is skipped at the start of the body and nowhere else")
	void skipsByteOrderMarkOnce() {
		assertThat(frames("\uFEFFdata: a\n\ndata: \uFEFFb\n\n\uFEFFdata: c\n\n")).containsExactly(data("a"),
				data("\uFEFFb"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\r\n" })
	@DisplayName("SSE-3 LF, CR and CRLF each end a line")
	void endsLines(String end) {
		String body = "event: x" + end + "data: a" + end + end + "data: b" + end + end;
		assertThat(frames(body)).containsExactly(new Frame("x", "a"), data("b"));
	}

	@Test
	@DisplayName("SSE-3 line ends may be mixed in one body")
	void endsLinesMixed() {
		assertThat(frames("data: a\r\ndata: b\rdata: c\n\r\n\ndata: d\r\r\n")).containsExactly(data("a\nb\nc"),
				data("d"));
	}

	@Test
	@DisplayName("SSE-4 CR and LF in two buffers are one line end")
	void joinsCarriageReturnAndLineFeedOfTwoBuffers() {
		assertThat(scan("data: a\r", "\ndata: b\r", "\n\r", "\ndata: c\n\n")).containsExactly(data("a\nb"), data("c"));
	}

	@Test
	@DisplayName("SSE-5 an event ended by CR is found before the next byte comes")
	void findsEventEndedByCarriageReturnAtOnce() {
		assertThat(scan("data: a\r\r")).containsExactly(data("a"));
		assertThat(scan("data: a\r\n\r", "\n", "data: b\n\n")).containsExactly(data("a"), data("b"));
	}

	@Test
	@DisplayName("SSE-6 other Unicode line separators are text")
	void keepsUnicodeSeparators() {
		assertThat(frames("data: a\u2028b\u2029c\u0085d\u000Be\u000Cf\u001Cg\n\n"))
			.containsExactly(data("a\u2028b\u2029c\u0085d\u000Be\u000Cf\u001Cg"));
	}

	@Test
	@DisplayName("SSE-7 comments are ignored wherever they stand")
	void ignoresComments() {
		assertThat(frames(": x\n\ndata: a\n: y\ndata: b\n:\n\n:z\n\n")).containsExactly(data("a\nb"));
	}

	@Test
	@DisplayName("SSE-8 one space after the first colon is removed and only that")
	void removesOneSpace() {
		assertThat(frames("data:x\n\ndata: x\n\ndata:  x\n\ndata:a:b\n\n")).containsExactly(data("x"), data("x"),
				data(" x"), data("a:b"));
	}

	@Test
	@DisplayName("SSE-8 a field without colon has an empty value")
	void readsFieldWithoutColon() {
		assertThat(frames("data\ndata: a\ndata\n\n")).containsExactly(data("\na\n"));
	}

	@Test
	@DisplayName("SSE-9 several data lines of an event are joined with LF, without one at the end")
	void joinsDataLines() {
		assertThat(frames("data: {\ndata:  \"a\":1\ndata\ndata: }\n\ndata: b\n\n"))
			.containsExactly(data("{\n \"a\":1\n\n}"), data("b"));
	}

	@Test
	@DisplayName("SSE-10 a block without data gives nothing and its name does not carry over")
	void dropsBlockWithoutData() {
		assertThat(frames("event: error\n\nevent: message_stop\n\ndata: a\n\n")).containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-10 a block whose only data is empty gives nothing")
	void dropsBlockWithEmptyData() {
		assertThat(frames("event: ping\ndata:\n\ndata\n\ndata: a\n\n")).containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-11 the order of fields is free and the last name counts")
	void takesLastName() {
		assertThat(frames("data: a\nevent: x\nevent: y\n\nevent: z\ndata: b\nevent:\n\n"))
			.containsExactly(new Frame("y", "a"), data("b"));
	}

	@Test
	@DisplayName("SSE-11 a name between joined data lines is kept")
	void keepsNameBetweenDataLines() {
		assertThat(frames("data: a\ndata: b\nevent: x\ndata: c\n\n")).containsExactly(new Frame("x", "a\nb\nc"));
	}

	@Test
	@DisplayName("SSE-12 unknown fields and other spellings are ignored")
	void ignoresUnknownFields() {
		assertThat(frames("Data: x\nDATA: x\n data: x\ndata2: x\ndat: x\nevents: x\nfoo\ndata: a\n\n"))
			.containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-13 id and retry are never an error")
	void ignoresIdAndRetry() {
		assertThat(frames("id: 1\nid: a\u0000b\nretry: 3000\nretry: abc\ndata: a\n\n")).containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-14 an event without its blank line is not found")
	void dropsUnfinishedEvent() {
		assertThat(frames("data: a\n\ndata: b\n")).containsExactly(data("a"));
		assertThat(frames("data: a\n\ndata: b")).containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-15 extra blank lines give no events")
	void ignoresBlankLines() {
		assertThat(frames("\n\n\ndata: a\n\n\n\r\n\r")).containsExactly(data("a"));
	}

	@Test
	@DisplayName("SSE-16 SSE-17 bytes are handed on as they are")
	void handsOnBytes() {
		byte[] body = { 'd', 'a', 't', 'a', ':', (byte) 0xF0, (byte) 0x9F, (byte) 0xFF, 'x', '\n', '\n' };
		List<Frame> found = new ArrayList<>();
		feed(scanner(), List.of(body), found);
		assertThat(found).containsExactly(data("\uFFFD\uFFFDx"));
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("SSE-18 frames that span many scratch arrays are found whole")
	void findsLargeFrames(Chunking chunking) {
		String large = "x".repeat(3 * ScratchBuffers.SIZE);
		String body = "data: a\n\ndata: " + large + "\n\ndata: b\ndata: " + large + "\n\ndata: c\n\n";
		SseScanner scanner = new SseScanner(this.scratchBuffers, 10 * ScratchBuffers.SIZE, IllegalStateException::new);
		List<Frame> found = new ArrayList<>();
		feed(scanner, chunking.cut(body.getBytes(StandardCharsets.UTF_8)), found);
		assertThat(found).containsExactly(data("a"), data(large), data("b\n" + large), data("c"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ", "event: x\ndata: ", "data: \ndata: ", ": ", "id: " })
	@DisplayName("SSE-22 a line that does not end is refused at the limit")
	void refusesEndlessLine(String beginning) {
		SseScanner scanner = scanner();
		feed(scanner, List.of(beginning.getBytes(StandardCharsets.UTF_8)), new ArrayList<>());
		byte[] piece = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
		for (int count = 0; count < 9; count++) {
			feed(scanner, List.of(piece), new ArrayList<>());
		}
		assertThatIllegalStateException().isThrownBy(() -> feed(scanner, List.of(piece), new ArrayList<>()));
	}

	@Test
	@DisplayName("SSE-22 an event of endless data lines is refused at the limit")
	void refusesEndlessDataLines() {
		SseScanner scanner = scanner();
		byte[] lines = "data: 23456789\n".repeat(10).getBytes(StandardCharsets.UTF_8);
		assertThatIllegalStateException().isThrownBy(() -> {
			for (int count = 0; count < 20; count++) {
				feed(scanner, List.of(lines), new ArrayList<>());
			}
		});
	}

	@Test
	@DisplayName("SSE-22 a whole event above the limit is refused, however it came")
	void refusesLargeEvent() {
		byte[] body = ("data: " + "x".repeat(MAX_FRAME_SIZE) + "\n\n").getBytes(StandardCharsets.UTF_8);
		assertThatIllegalStateException().isThrownBy(() -> feed(scanner(), List.of(body), new ArrayList<>()));
	}

	@Test
	@DisplayName("SSE-22 the limit counts for each event")
	void limitCountsForEachEvent() {
		String body = ("data: " + "x".repeat(900) + "\n\n").repeat(100);
		assertThat(frames(body)).hasSize(100);
	}

	@Test
	@DisplayName("SSE-22 keep-alive comments never add up to the limit")
	void commentsDoNotCount() {
		assertThat(frames(": keep-alive\n".repeat(1000) + "data: a\n\n")).containsExactly(data("a"));
	}

	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	@DisplayName("SSE-20 time is linear in the bytes, whatever the chunking")
	void takesLinearTime() {
		// Looking at all bytes again for each new one would take half an hour.
		SseScanner scanner = new SseScanner(this.scratchBuffers, 8_000_000, IllegalStateException::new);
		byte[] data = "x".repeat(4_000_000).getBytes(StandardCharsets.UTF_8);
		List<Frame> found = new ArrayList<>();
		feed(scanner, List.of("data: ".getBytes(StandardCharsets.UTF_8)), found);
		feed(scanner, Chunking.BYTE_BY_BYTE.cut(data), found);
		feed(scanner, List.of("\n\n".getBytes(StandardCharsets.UTF_8)), found);
		assertThat(found).singleElement().extracting((frame) -> frame.data().length()).isEqualTo(data.length);
	}

	private List<Frame> frames(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		List<Frame> whole = new ArrayList<>();
		feed(scanner(), Chunking.WHOLE.cut(bytes), whole);
		for (Chunking chunking : Chunking.values()) {
			List<Frame> found = new ArrayList<>();
			feed(scanner(), chunking.cut(bytes), found);
			assertThat(found).as(chunking.name()).isEqualTo(whole);
		}
		return whole;
	}

	private List<Frame> scan(String... buffers) {
		List<Frame> found = new ArrayList<>();
		feed(scanner(), Arrays.stream(buffers).map((text) -> text.getBytes(StandardCharsets.UTF_8)).toList(), found);
		return found;
	}

	private SseScanner scanner() {
		return new SseScanner(this.scratchBuffers, MAX_FRAME_SIZE, IllegalStateException::new);
	}

	private static void feed(SseScanner scanner, List<byte[]> pieces, List<Frame> found) {
		for (byte[] piece : pieces) {
			DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(piece);
			while (buffer.readableByteCount() > 0) {
				scanner.feed(buffer);
				while (scanner.next()) {
					SseFrame fields = scanner.frame();
					found.add(new Frame(fields.name(), new String(fields.array(), fields.from(),
							fields.to() - fields.from(), StandardCharsets.UTF_8)));
				}
			}
			scanner.park();
		}
	}

	private static Frame data(String data) {
		return new Frame(null, data);
	}

	private record Frame(@Nullable String name, String data) {

	}

}
