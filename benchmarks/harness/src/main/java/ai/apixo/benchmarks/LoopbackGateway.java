package ai.apixo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A gateway that does as little as possible, so that the clients are what is measured.
 * The model says what to send: {@code fast:N} deltas as fast as they are taken, a hundred
 * of them a chunk; {@code single:N} likewise, but one a chunk; or {@code paced:N:MILLIS},
 * each with the time at which it was sent.
 */
public final class LoopbackGateway {

	private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]*)\"");

	private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");

	private static final String START = event("message_start",
			"{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}}")
			+ event("content_block_start",
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");

	private static final String END = event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
			+ event("message_delta",
					"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}")
			+ event("message_stop", "{\"type\":\"message_stop\"}");

	private static final int BLOCK = 100;

	private static final ByteBuf DELTAS = bytes(deltas());

	private LoopbackGateway() {
	}

	/**
	 * Start the gateway and print its port.
	 * @param args none
	 */
	public static void main(String[] args) {
		HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.aggregate()
				.asString()
				.flatMap((body) -> Mono.from(answer(response, body))))
			.bindUntilJavaShutdown(Duration.ofSeconds(1), (server) -> System.out.println(server.port()));
	}

	private static Publisher<Void> answer(HttpServerResponse response, String body) {
		String[] model = model(body).split(":");
		if (!STREAMED.matcher(body).find()) {
			response.header("content-type", "application/json");
			return response.sendObject(bytes(message()));
		}
		response.header("content-type", "text/event-stream");
		int count = Integer.parseInt(model[1]);
		Flux<ByteBuf> deltas = switch (model[0]) {
			case "fast" -> fast(count);
			case "single" -> single(count);
			default -> paced(response, count, Duration.ofMillis(Long.parseLong(model[2])));
		};
		return response.send(
				Flux.concat(Mono.fromSupplier(() -> bytes(START)), deltas, Mono.fromSupplier(() -> bytes(END))),
				(buffer) -> true);
	}

	private static Flux<ByteBuf> fast(int count) {
		return Flux.range(0, count / BLOCK + 1)
			.map((number) -> (number < count / BLOCK) ? DELTAS.retainedDuplicate() : bytes(rest(count % BLOCK)));
	}

	private static Flux<ByteBuf> single(int count) {
		return Flux.range(0, count).map((number) -> bytes(delta(Expected.text(number))));
	}

	/**
	 * On the connection's own event loop, so that no thread wakes another for each delta.
	 */
	private static Flux<ByteBuf> paced(HttpServerResponse response, int count, Duration pace) {
		return Mono
			.<EventLoop>create(
					(sink) -> response.withConnection((connection) -> sink.success(connection.channel().eventLoop())))
			.flatMapMany((eventLoop) -> Flux.interval(pace, Schedulers.fromExecutorService(eventLoop)))
			.onBackpressureDrop()
			.take(count)
			.map((number) -> bytes(delta(HexFormat.of().toHexDigits(System.nanoTime()))));
	}

	private static String model(String body) {
		Matcher matcher = MODEL.matcher(body);
		return matcher.find() ? matcher.group(1) : "fast:20";
	}

	private static String deltas() {
		StringBuilder block = new StringBuilder();
		for (int number = 0; number < BLOCK; number++) {
			block.append(delta(Expected.text(number)));
		}
		return block.toString();
	}

	private static String rest(int count) {
		StringBuilder rest = new StringBuilder();
		for (int number = 0; number < count; number++) {
			rest.append(delta(Expected.text(number)));
		}
		return rest.toString();
	}

	private static String delta(String text) {
		return event("content_block_delta",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
						+ text.replace("\n", "\\n") + "\"}}");
	}

	private static String message() {
		return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\""
				+ Expected.WHOLE
				+ "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":9,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}";
	}

	private static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
	}

}
