package ai.apixo.benchmarks.soak;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Answers one request, well or badly.
 */
final class FaultyResponse {

	private static final String EVENT_STREAM = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

	private static final String ERROR = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Sorry\"}}";

	private final Socket socket;

	private final SoakRequest request;

	FaultyResponse(Socket socket, SoakRequest request) {
		this.socket = socket;
		this.request = request;
	}

	void play(Fault fault) throws IOException {
		switch (fault) {
			case RATE_LIMITED -> respond(429, "application/json", ERROR);
			case BAD_GATEWAY -> respond(502, "text/html", "<html>".repeat(2000));
			case GATEWAY_TIMEOUT -> respond(504, "application/json", "");
			case SERVER_ERROR -> respond(500, "application/json", "{\"error\":");
			case BAD_REQUEST -> respond(400, "application/json", ERROR);
			case HTML -> respond(200, "text/html", "<html>Welcome</html>");
			case RESET_AT_ONCE -> reset();
			case CLOSE_AT_ONCE -> this.socket.close();
			case RUBBISH_AT_ONCE -> {
				write("%&$\r\n\r\n");
				this.socket.close();
			}
			case SILENCE_AT_ONCE -> awaitClose();
			default -> answer(fault);
		}
	}

	private void answer(Fault fault) throws IOException {
		if (this.request.isStreamed()) {
			stream(fault);
		}
		else if (fault == Fault.CLOSE_LATER || fault == Fault.RESET_LATER) {
			write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{\"type\":");
			this.socket.close();
		}
		else {
			respond(200, "application/json", message());
		}
	}

	private void stream(Fault fault) throws IOException {
		write(EVENT_STREAM);
		if (fault == Fault.ERROR_EVENT_FIRST) {
			chunk(event(ERROR), false);
			write("0\r\n\r\n");
			return;
		}
		chunk(beginning(), false);
		int call = this.request.call();
		int count = Texts.count(call);
		int breaksAt = ThreadLocalRandom.current().nextInt(count);
		for (int index = 0; index < count; index++) {
			if (index == breaksAt && breakOff(fault)) {
				return;
			}
			chunk(delta(call, index), fault == Fault.TRICKLE && index < 3);
		}
		chunk(end(), false);
		if (fault == Fault.SILENCE_AFTER_THE_END) {
			awaitClose();
			return;
		}
		if (fault == Fault.RUBBISH_AFTER_THE_END) {
			chunk(event("[DONE]") + event(ERROR) + "rubbish", false);
		}
		write("0\r\n\r\n");
	}

	private boolean breakOff(Fault fault) throws IOException {
		switch (fault) {
			case ERROR_EVENT_LATER -> {
				chunk(event(ERROR), false);
				write("0\r\n\r\n");
			}
			case RESET_LATER -> reset();
			case CLOSE_LATER -> this.socket.close();
			case BAD_CHUNK_LATER -> {
				write("zz\r\n");
				this.socket.close();
			}
			case NOT_JSON_LATER -> {
				chunk(event("{\"type\":\"content_block_delta\",\"index\":"), false);
				awaitClose();
			}
			case SILENCE_LATER -> awaitClose();
			default -> {
				return false;
			}
		}
		return true;
	}

	void respond(int status, String contentType, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		write("HTTP/1.1 " + status + " Status\r\nretry-after-ms: 5\r\ncontent-type: " + contentType
				+ "\r\ncontent-length: " + bytes.length + "\r\n\r\n");
		this.socket.getOutputStream().write(bytes);
	}

	private void chunk(String text, boolean byteByByte) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (!byteByByte) {
			write(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
			return;
		}
		for (byte single : bytes) {
			write("1\r\n");
			this.socket.getOutputStream().write(single);
			write("\r\n");
			pause();
		}
	}

	private void write(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	private void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	private void awaitClose() throws IOException {
		while (this.socket.getInputStream().read() >= 0) {
			// The client is to give up.
		}
		this.socket.close();
	}

	private static void pause() throws IOException {
		try {
			TimeUnit.MILLISECONDS.sleep(1);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	static String beginning() {
		return event("{\"type\":\"message_start\",\"message\":" + message("") + "}") + event(
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
	}

	static String delta(int call, int index) {
		return event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
				+ Texts.delta(call, index) + "\"}}");
	}

	static String end() {
		return event("{\"type\":\"content_block_stop\",\"index\":0}") + event(
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}")
				+ event("{\"type\":\"message_stop\"}");
	}

	private static String event(String data) {
		return "data: " + data + "\n\n";
	}

	private String message() {
		return message("{\"type\":\"text\",\"text\":\"" + Texts.whole(this.request.call()) + "\"}");
	}

	private static String message(String content) {
		return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[" + content
				+ "],\"stop_reason\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":9}}";
	}

}
