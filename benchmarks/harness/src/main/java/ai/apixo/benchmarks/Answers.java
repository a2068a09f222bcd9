package ai.apixo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the gateway, encoded once.
 */
final class Answers {

	private static final String HEADERS = String.join("\r\n", "date: Thu, 26 Nov 2026 10:11:12 GMT",
			"cache-control: no-cache", "anthropic-ratelimit-requests-limit: 4000",
			"anthropic-ratelimit-requests-remaining: 3999", "anthropic-ratelimit-requests-reset: 2026-11-26T10:11:13Z",
			"anthropic-ratelimit-tokens-limit: 480000", "anthropic-ratelimit-tokens-remaining: 479000",
			"anthropic-ratelimit-tokens-reset: 2026-11-26T10:11:13Z", "anthropic-ratelimit-input-tokens-limit: 400000",
			"anthropic-ratelimit-input-tokens-remaining: 399000",
			"anthropic-ratelimit-input-tokens-reset: 2026-11-26T10:11:13Z",
			"anthropic-ratelimit-output-tokens-limit: 80000", "anthropic-ratelimit-output-tokens-remaining: 80000",
			"anthropic-ratelimit-output-tokens-reset: 2026-11-26T10:11:12Z", "request-id: req_011CSHoEeqs5C35K2UUqR7Fy",
			"strict-transport-security: max-age=31536000; includeSubDomains; preload",
			"anthropic-organization-id: 5d1bbb2c-5f0b-4e8b-9d3c-0d9c6f0f3a11", "via: 1.1 proxy", "x-robots-tag: none",
			"server: proxy", "connection: keep-alive", "", "");

	private static final String STREAM_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
			+ "transfer-encoding: chunked\r\n" + HEADERS;

	private static final String USAGE = "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,";

	private static final List<String> START = List.of(event("message_start",
			"{\"type\":\"message_start\",\"message\":{\"model\":\"claude-sonnet-4-6\",\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,"
					+ USAGE
					+ "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},\"output_tokens\":1,\"service_tier\":\"standard\"}}}"),
			event("content_block_start",
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
			ping());

	private static final List<String> END = List
		.of(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"), event("message_delta",
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":25,"
						+ USAGE + "\"output_tokens\":321}}"),
				event("message_stop", "{\"type\":\"message_stop\"}"));

	private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

	private static final int BLOCK = 500;

	private static final int PING_EVERY = 100;

	private final Map<Cut, List<ByteBuf>> blocks = new ConcurrentHashMap<>();

	private final Map<String, List<ByteBuf>> shortAnswers = new ConcurrentHashMap<>();

	private final ByteBuf message = message(Expected.WHOLE);

	/**
	 * Return the answer to a request.
	 * @param model the model that it names
	 * @param streamed whether it asks for a stream
	 */
	Answer of(String model, boolean streamed) {
		String[] parts = model.split(":");
		if (!streamed) {
			return whole(parts);
		}
		int count = Integer.parseInt(parts[1]);
		if (parts[0].equals("paced")) {
			return new PacedAnswer(count, Long.parseLong(parts[2]));
		}
		Cut cut = Cut.valueOf(parts[0].toUpperCase(Locale.ROOT));
		if (count < BLOCK) {
			return new FastAnswer(this.shortAnswers.computeIfAbsent(model, (name) -> shortAnswer(cut, count)),
					List.of(), 0, List.of());
		}
		if (count % BLOCK != 0) {
			throw new IllegalArgumentException("No multiple of " + BLOCK + ": " + count);
		}
		return new FastAnswer(List.of(head(START)), this.blocks.computeIfAbsent(cut, Answers::block), count / BLOCK,
				List.of(tail(END)));
	}

	private Answer whole(String[] parts) {
		return parts[0].equals("large")
				? new FastAnswer(List.of(message("0123456789abcdef".repeat(Integer.parseInt(parts[1]) / 16))),
						List.of(), 0, List.of())
				: new FastAnswer(List.of(this.message), List.of(), 0, List.of());
	}

	private static List<ByteBuf> block(Cut cut) {
		return buffers(cut.writes(deltas(BLOCK)));
	}

	/**
	 * A short stream as one write for all but the cut of a chunk and a write for each
	 * event.
	 */
	private static List<ByteBuf> shortAnswer(Cut cut, int count) {
		List<String> events = new ArrayList<>(START);
		events.addAll(deltas(count));
		events.addAll(END);
		List<ByteBuf> writes = new ArrayList<>();
		byte[] head = STREAM_HEAD.getBytes(StandardCharsets.UTF_8);
		for (byte[] write : cut.writes(events)) {
			writes.add(writes.isEmpty() ? Unpooled.wrappedBuffer(head, write) : Unpooled.wrappedBuffer(write));
		}
		writes.add(Unpooled.wrappedBuffer(writes.remove(writes.size() - 1), Unpooled.wrappedBuffer(LAST_CHUNK)));
		return writes;
	}

	private static ByteBuf head(List<String> events) {
		return Unpooled.wrappedBuffer(STREAM_HEAD.getBytes(StandardCharsets.UTF_8), Cut.FAST.writes(events).get(0));
	}

	private static ByteBuf tail(List<String> events) {
		return Unpooled.wrappedBuffer(Cut.FAST.writes(events).get(0), LAST_CHUNK);
	}

	private static List<ByteBuf> buffers(List<byte[]> writes) {
		return writes.stream().map(Unpooled::wrappedBuffer).toList();
	}

	private static List<String> deltas(int count) {
		List<String> events = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			if (number % PING_EVERY == PING_EVERY - 1) {
				events.add(ping());
			}
			events.add(delta(Expected.text(number)));
		}
		return events;
	}

	private static String delta(String text) {
		return event("content_block_delta",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
						+ escaped(text) + "\"}}");
	}

	private static String escaped(String text) {
		return text.replace("\"", "\\\"").replace("\n", "\\n");
	}

	private static String ping() {
		return event("ping", "{\"type\": \"ping\"}");
	}

	private static ByteBuf message(String text) {
		byte[] body = ("{\"model\":\"claude-sonnet-4-6\",\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\""
				+ escaped(text)
				+ "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":25," + USAGE
				+ "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},\"output_tokens\":321,\"service_tier\":\"standard\"}}")
			.getBytes(StandardCharsets.UTF_8);
		byte[] head = ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length + "\r\n"
				+ HEADERS)
			.getBytes(StandardCharsets.UTF_8);
		return Unpooled.wrappedBuffer(head, body);
	}

	private static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

	/**
	 * Beginning, blocks and end, as fast as they are taken.
	 */
	private static final class FastAnswer implements Answer {

		private final List<ByteBuf> beginning;

		private final List<ByteBuf> block;

		private final List<ByteBuf> end;

		private final int writes;

		private int written;

		private boolean writing;

		private FastAnswer(List<ByteBuf> beginning, List<ByteBuf> block, int times, List<ByteBuf> end) {
			this.beginning = beginning;
			this.block = block;
			this.end = end;
			this.writes = beginning.size() + times * block.size() + end.size();
		}

		/**
		 * Flushing makes the connection writable again, and says so at once.
		 */
		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void writeTo(ChannelHandlerContext context) {
			if (this.writing) {
				return;
			}
			this.writing = true;
			while (this.written < this.writes && context.channel().isWritable()) {
				context.writeAndFlush(next(this.written++).retainedDuplicate(), context.voidPromise());
			}
			this.writing = false;
		}

		private ByteBuf next(int number) {
			if (number < this.beginning.size()) {
				return this.beginning.get(number);
			}
			int left = this.writes - number;
			return (left <= this.end.size()) ? this.end.get(this.end.size() - left)
					: this.block.get((number - this.beginning.size()) % this.block.size());
		}

	}

	/**
	 * One delta after the other, on the connection's own event loop, so that no thread
	 * wakes another for each. One that is not taken is not sent.
	 */
	private static final class PacedAnswer implements Answer {

		private final long millis;

		private int left;

		private @Nullable Future<?> task;

		private PacedAnswer(int count, long millis) {
			this.left = count;
			this.millis = millis;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void writeTo(ChannelHandlerContext context) {
			if (this.task == null) {
				context.writeAndFlush(head(START), context.voidPromise());
				this.task = context.executor()
					.scheduleAtFixedRate(() -> writeNext(context), this.millis, this.millis, TimeUnit.MILLISECONDS);
			}
		}

		@SuppressWarnings("FutureReturnValueIgnored")
		private void writeNext(ChannelHandlerContext context) {
			if (this.left == 0) {
				stop();
				context.writeAndFlush(tail(END), context.voidPromise());
				return;
			}
			this.left--;
			byte[] event = delta(HexFormat.of().toHexDigits(System.nanoTime())).getBytes(StandardCharsets.UTF_8);
			context.writeAndFlush(Unpooled.wrappedBuffer(Cut.chunk(event)), context.voidPromise());
		}

		@Override
		public void stop() {
			if (this.task != null) {
				this.task.cancel(false);
			}
		}

	}

}
