package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;
import ai.apixo.messages.json.MessagesJson;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stream becomes, by its lines. A vertical bar stands for a line end.
 */
class EventDecoderTests {

	private static final int MAX_SIZE = 1000;

	private static final String START = "data: {'type':'message_start','message':{'id':'msg_1','type':'message',"
			+ "'role':'assistant','model':'m','content':[],'usage':{'input_tokens':1,'output_tokens':1}}}||";

	private final MessagesJson json = MessagesJson.of(MessagesJsonMapper.create());

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			textBlock = """
					data: {'type':'error','error':{'type':'overloaded_error','message':'m'}}||          ; the usual form
					event: error|data: {'error':{'type':'overloaded_error','message':'m'}}||            ; no type
					event: error|data: {'type':'overloaded_error','message':'m'}||                      ; no envelope
					data: {'type':'overloaded_error','message':'m'}||                                   ; no name either
					data: {'type':'failure','error':{'message':'m'}}||                                  ; an unknown type
					event: error|data: {'type':'failure'}||                                             ; only the name says so
					data: {'error':'m'}||                                                               ; a sentence
					data: {'error':{'code':429}}||                                                      ; an object
					data: {'code':500,'message':'m'}||                                                  ; a code and a message
					event: message|data: {'code':500,'message':'m'}||                                   ; with the default name
					data: {'type':'content_block_delta','error':{'message':'m'}}||                      ; inside a broken event
					event: error|data: not JSON||                                                       ; a text
					error: {'type':'overloaded_error','message':'m'}||                                  ; a field of its own
					event: other|error: {'message':'m'}||                                               ; named otherwise before""")
	@DisplayName("FIELD-3 an error is an error in every form")
	void anErrorIsAnErrorInEveryForm(String stream, String form) {
		assertThat(decoded(stream)).as(form).isEqualTo("error event, nothing delivered");
		assertThat(decoded(START + stream)).as(form).isEqualTo("MessageStart; error event, delivered");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			textBlock = """
					data: {'type':'new_event','a':1}||                                  ; UnknownEvent; a new type
					event: new_event|data: {'a':1}||                                    ; UnknownEvent; the name is the type
					event: new_event|data: {'code':500,'message':'m'}||                 ; UnknownEvent; a name of its own is no error
					data: {'a':1}||                                                     ; UnknownEvent; neither
					event: content_block_stop|data: {'index':0}||                       ; ContentBlockStop; the name is a known type
					event: new_event|data: not JSON||                                   ; nothing; not JSON, but of a new type
					data: [DONE]||                                                      ; nothing; the end of another format
					data:  [DONE] ||                                                    ; nothing; with spaces
					data: ||                                                            ; nothing; no data
					event: message_stop||                                               ; nothing; a name alone
					data: {'type':'ping'}||                                             ; nothing; a ping
					error: 1|data: {'type':'message_stop'}||                            ; MessageStop; a field that nobody knows
					data: {'type':'message_stop'}|error: {'a':1}||                      ; MessageStop; data came first
					errors: {'a':1}|data: {'type':'message_stop'}||                     ; MessageStop; another field
					data: {'type':|data: 'message_stop'}||                              ; MessageStop; two lines of data
					data: {'type':|data: 'new'|data: ,'a':1}|event: x||                 ; UnknownEvent; three lines, the name last
					event: message_stop|data: {|data: 'a':1}||                          ; MessageStop; two lines, the name first
					data: {'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'ä'}}|| ; ContentBlockDelta; not ASCII
					data: {'type':'new_event','a':'ä'}||                                ; UnknownEvent; not ASCII in an unknown event""")
	void eventsAreIdentified(String stream, String events, String what) {
		assertThat(decoded(stream)).as(what).isEqualTo(events);
		assertThat(decoded(START + stream)).as(what)
			.isEqualTo(events.equals("nothing") ? "MessageStart" : "MessageStart; " + events);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			data: {'type':'message_stop'||              ; event 1: its data is not JSON, at byte 22 of 22
			data: {'type':x}||                          ; event 1: its data is not JSON, at byte 8 of 10
			data: 17||                                  ; event 1: its data is not one JSON object
			data: null||                                ; event 1: its data is not one JSON object
			data: {'type':'content_block_start'}||      ; event 1: its JSON lacks what its type must have
			event: message_start|data: {}||             ; event 1: its JSON lacks what its type must have
			event: message_stop|data: no||              ; event 1: its data is not JSON, at byte 0 of 2
			event: message|data: no||                   ; event 1: its data is not JSON, at byte 0 of 2""")
	void whatCannotBeReadIsSaid(String stream, String reason) {
		assertThat(decoded(stream)).isEqualTo(reason);
		assertThat(decoded(START + stream)).isEqualTo("MessageStart; " + reason.replace("event 1", "event 2"));
	}

	@Test
	@DisplayName("MSG-5 a second message is refused, the first one again is not")
	void secondMessageIsRefused() {
		assertThat(decoded(START + START)).isEqualTo("MessageStart; MessageStart");
		assertThat(decoded(START + START.replace("msg_1", "msg_2"))).isEqualTo("MessageStart; spliced");
		assertThat(decoded(START.replace("msg_1", "") + START + START))
			.isEqualTo("MessageStart; MessageStart; MessageStart");
	}

	@Test
	@DisplayName("SSE-17 bytes that are not UTF-8 become U+FFFD, in an event of an unknown type too")
	void bytesThatAreNotUtf8AreReplaced() {
		byte[] bytes = "data: {\"type\":\"new_event\",\"a\":\"x?y\"}\n\n".getBytes(StandardCharsets.UTF_8);
		bytes[new String(bytes, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;
		EventDecoder decoder = new EventDecoder(this.json, new ScratchBuffers(), MAX_SIZE, ResponseInfo::none,
				new TestFailures());
		assertThat(decoder.hasRead()).isFalse();
		decoder.feed(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
		assertThat(decoder.next()).isInstanceOfSatisfying(UnknownEvent.class,
				(event) -> assertThat(event.raw().path("a").asString()).isEqualTo("x\uFFFDy"));
		assertThat(decoder.hasRead()).isTrue();
		decoder.release();
	}

	@ParameterizedTest
	@ValueSource(strings = { "|", "\r", "\r\n" })
	void lineEndsAreAllTheSame(String lineEnd) {
		String stream = "\uFEFF: a comment||" + START
				+ "event: new|data: {|data:'a':1}||data: {'type':'message_stop'}||";
		assertThat(decoded(stream.replace("|", lineEnd))).isEqualTo("MessageStart; UnknownEvent; MessageStop");
	}

	@Test
	void sizeOfAnEventIsLimited() {
		String event = "data: {'type':'new_event','a':'%s'}||";
		int rest = event.length() - "%s".length();
		assertThat(decoded(event.formatted("x".repeat(MAX_SIZE - rest)))).isEqualTo("UnknownEvent");
		assertThat(decoded(event.formatted("x".repeat(MAX_SIZE)))).isEqualTo("too large");
		assertThat(decoded(START.repeat(MAX_SIZE / 50))).doesNotContain("too large");
	}

	/**
	 * Decode a stream, cut into pieces of every size that makes a difference.
	 * @return the events by their simple names, and the failure
	 */
	private String decoded(String stream) {
		byte[] bytes = stream.replace('|', '\n').replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		String whole = decoded(bytes, bytes.length);
		for (int pieceSize : new int[] { 1, 2, 7, 64 }) {
			assertThat(decoded(bytes, pieceSize)).isEqualTo(whole);
		}
		return whole;
	}

	private String decoded(byte[] bytes, int pieceSize) {
		EventDecoder decoder = new EventDecoder(this.json, new ScratchBuffers(), MAX_SIZE, ResponseInfo::none,
				new TestFailures());
		List<String> seen = new ArrayList<>();
		try {
			for (int from = 0; from < bytes.length; from += pieceSize) {
				int length = Math.min(pieceSize, bytes.length - from);
				decoder
					.feed(DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(bytes, from, from + length)));
				StreamEvent event = decoder.next();
				while (event != null) {
					seen.add(event.getClass().getSimpleName());
					event = decoder.next();
				}
				decoder.park();
			}
		}
		catch (ApixoException ex) {
			seen.add(String.valueOf(ex.getMessage()));
		}
		decoder.release();
		return seen.isEmpty() ? "nothing" : String.join("; ", seen);
	}

}
