package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.http.HttpHeaders;

import ai.apixo.test.AnswerScript.AnswerEvents;
import ai.apixo.test.Ending.How;

/**
 * Turns the script of a reply into what is sent for one request.
 */
final class ReplyRendering {

	private static final String JSON = "application/json";

	private static final String EVENT_STREAM = "text/event-stream";

	private final ReplyNumbers numbers;

	private final String requestId;

	ReplyRendering(ReplyNumbers numbers, String requestId) {
		this.numbers = numbers;
		this.requestId = requestId;
	}

	WireReply render(ReplyScript script, boolean stream, String model) {
		ReplyBody body = script.body();
		if (body instanceof AnswerScript answer) {
			AnswerEvents events = answer.events(this.numbers, model);
			return stream ? stream(script, events) : message(script, events);
		}
		if (body instanceof ErrorBody error) {
			return whole(script, error.status(), JSON, ErrorTypes.json(error.type(), error.message(), this.requestId));
		}
		if (body instanceof FixedBody fixed) {
			return whole(script, fixed.status(), fixed.contentType(), fixed.bytes());
		}
		How how = (body == NoResponse.HANG_UP) ? How.HANG_UP : How.SILENCE;
		return new WireReply(0, new HttpHeaders(), ChunkedBody.of(new byte[0], 0), how, script.delivery().delay(),
				Duration.ZERO);
	}

	private WireReply stream(ReplyScript script, AnswerEvents events) {
		Ending ending = script.ending();
		boolean complete = ending.how() == How.COMPLETE;
		Integer take = script.take();
		int count = (take != null) ? Math.min(take, events.complete().size())
				: complete ? events.complete().size() : events.open();
		List<ScriptedEvent> sent = new ArrayList<>(events.complete().subList(0, count));
		if (ending.errorType() != null) {
			sent.add(new ScriptedEvent(errorJson(ending.errorType())));
		}
		Delivery delivery = script.delivery();
		ChunkedBody body = ChunkedBody.of(sent.stream().map((event) -> event.bytes(delivery.eventNames())).toList(),
				delivery.splitEvery());
		How how = (ending.how() == How.ERROR || (complete && take != null)) ? How.END : ending.how();
		return new WireReply(200, headers(script, EVENT_STREAM), body, how, delivery.delay(), delivery.pace());
	}

	private WireReply message(ReplyScript script, AnswerEvents events) {
		String errorType = script.ending().errorType();
		if (errorType != null) {
			return reply(script, ErrorTypes.status(errorType), JSON,
					errorJson(errorType).getBytes(StandardCharsets.UTF_8), How.COMPLETE);
		}
		boolean complete = script.ending().how() == How.COMPLETE;
		Integer take = script.take();
		byte[] message = MessagesFormat.utf8(events.message());
		return (complete && take != null && take < events.complete().size())
				? reply(script, 200, JSON, half(message), How.END) : whole(script, 200, JSON, message);
	}

	private WireReply whole(ReplyScript script, int status, String contentType, String body) {
		return whole(script, status, contentType, body.getBytes(StandardCharsets.UTF_8));
	}

	private WireReply whole(ReplyScript script, int status, String contentType, byte[] body) {
		How how = script.ending().how();
		return reply(script, status, contentType, (how == How.COMPLETE) ? body : half(body), how);
	}

	private WireReply reply(ReplyScript script, int status, String contentType, byte[] body, How how) {
		Delivery delivery = script.delivery();
		HttpHeaders headers = headers(script, contentType);
		return new WireReply(status, headers, ChunkedBody.of(body, delivery.splitEvery()), how, delivery.delay(),
				delivery.pace());
	}

	private HttpHeaders headers(ReplyScript script, String contentType) {
		HttpHeaders headers = headers(contentType, this.requestId);
		script.headers().forEach((name, values) -> {
			headers.remove(name);
			values.forEach((value) -> headers.add(name, value));
		});
		return headers;
	}

	private String errorJson(String type) {
		return ErrorTypes.json(type, ErrorTypes.message(type), this.requestId);
	}

	private static byte[] half(byte[] body) {
		return Arrays.copyOf(body, body.length / 2);
	}

	static WireReply error(int status, String type, String message, String requestId) {
		String json = ErrorTypes.json(type, message, requestId);
		return WireReply.of(status, headers(JSON, requestId), ChunkedBody.of(json.getBytes(StandardCharsets.UTF_8), 0));
	}

	private static HttpHeaders headers(String contentType, String requestId) {
		HttpHeaders headers = new HttpHeaders();
		if (!contentType.isEmpty()) {
			headers.set(HttpHeaders.CONTENT_TYPE, contentType);
		}
		headers.set("request-id", requestId);
		return headers;
	}

}
