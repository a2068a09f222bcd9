package ai.apixo.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Reply} stands for.
 *
 * @param source the calls that have built it, for transcripts
 * @param body what it consists of
 * @param take how many events are sent at most, {@code null} for all
 * @param ending where and how it breaks off
 * @param delivery how it is sent
 * @param headers the headers that the test has set
 */
record ReplyScript(String source, ReplyBody body, @Nullable Integer take, Ending ending, Delivery delivery,
		Map<String, List<String>> headers) {

	private static final Pattern HEADER_NAME = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

	private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

	ReplyScript(String source, ReplyBody body) {
		this(source, body, null, Ending.COMPLETE, Delivery.AT_ONCE, Map.of());
	}

	ReplyScript part(String call, ContentPart part) {
		AnswerScript answer = answer(call);
		if (this.ending.how() != Ending.How.COMPLETE) {
			throw new IllegalStateException(
					this.source + "." + call + ": what follows an ending is never sent; put " + call + " before it");
		}
		return new ReplyScript(then(call), answer.with(part), this.take, this.ending, this.delivery, this.headers);
	}

	ReplyScript field(String call, String field, Object value) {
		return new ReplyScript(then(call), answer(call).with(field, value), this.take, this.ending, this.delivery,
				this.headers);
	}

	ReplyScript taking(int events) {
		String call = "take(" + events + ")";
		AnswerScript answer = answer(call);
		if (events < 0) {
			throw new IllegalArgumentException(call + ": a number of events must not be negative");
		}
		return new ReplyScript(then(call), answer, events, this.ending, this.delivery, this.headers);
	}

	ReplyScript ending(String call, Ending.How how, @Nullable String errorType) {
		responding(call);
		if (this.ending.how() != Ending.How.COMPLETE) {
			throw new IllegalStateException(this.source + "." + call + ": a reply ends only once");
		}
		if (how == Ending.How.ERROR) {
			answer(call);
		}
		if (errorType != null && errorType.isBlank()) {
			throw new IllegalArgumentException(call + ": an error has a type, such as overloaded_error");
		}
		return new ReplyScript(then(call), this.body, this.take, new Ending(how, errorType), this.delivery,
				this.headers);
	}

	ReplyScript delivered(String call, UnaryOperator<Delivery> change) {
		if (!call.startsWith("delay")) {
			responding(call);
		}
		return new ReplyScript(then(call), this.body, this.take, this.ending, change.apply(this.delivery),
				this.headers);
	}

	ReplyScript withoutEventNames(String call) {
		answer(call);
		return delivered(call, Delivery::withoutEventNames);
	}

	ReplyScript header(String call, String name, List<String> values) {
		responding(call);
		if (!HEADER_NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(call + ": a header has a name, without spaces");
		}
		values.forEach((value) -> checkHeader(call, value));
		Map<String, List<String>> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, List.copyOf(values));
		return new ReplyScript(then(call), this.body, this.take, this.ending, this.delivery, changed);
	}

	/**
	 * Check the value of a header: what no server sends would never reach the client.
	 */
	static void checkHeader(String call, String value) {
		if (!HEADER_VALUE.matcher(value).matches()) {
			throw new IllegalArgumentException(
					call + ": a header has one line, of Latin-1 characters other than control characters");
		}
	}

	private AnswerScript answer(String call) {
		if (this.body instanceof AnswerScript answer) {
			return answer;
		}
		throw new IllegalStateException(
				this.source + "." + call + ": only an answer, which begins with reply(), has blocks and events");
	}

	private void responding(String call) {
		if (this.body instanceof NoResponse) {
			throw new IllegalStateException(this.source + "." + call + ": nothing of a response is sent at all");
		}
	}

	private String then(String call) {
		return this.source + "." + call;
	}

}
