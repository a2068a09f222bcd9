package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import ai.apixo.client.error.ApixoException;

/**
 * Chooses the receiver of a successful response by the first bytes of its body. The
 * content type is wrong too often: gateways send event streams as
 * {@code application/json} or without a type, and errors as {@code text/event-stream}.
 */
final class FirstBytesReceiver implements BodyReceiver {

	private static final int MAX_BYTES = 1024;

	private static final byte[] NONE = new byte[0];

	private final GatewayExchange exchange;

	private final Function<BodyForm, BodyReceiver> receivers;

	private final AtomicReference<@Nullable BodyReceiver> chosen = new AtomicReference<>();

	private byte[] undecided = NONE;

	/**
	 * Create a receiver.
	 * @param exchange the exchange to request further bytes from
	 * @param receivers chooses the receiver for a form of the body
	 */
	FirstBytesReceiver(GatewayExchange exchange, Function<BodyForm, BodyReceiver> receivers) {
		this.exchange = exchange;
		this.receivers = receivers;
	}

	@Override
	public void onBytes(DataBuffer buffer) {
		BodyReceiver receiver = this.chosen.get();
		if (receiver != null) {
			receiver.onBytes(buffer);
			return;
		}
		DataBuffer all = buffer;
		try {
			byte[] first = withFirstBytesOf(buffer);
			BodyForm form = BodyForm.of(first);
			if (form != null || first.length == MAX_BYTES) {
				all = joined(buffer);
				receiver = choose((form != null) ? form : BodyForm.UNKNOWN);
			}
			else {
				this.undecided = first;
			}
		}
		catch (Throwable ex) {
			DataBufferUtils.release(all);
			throw ex;
		}
		if (receiver != null) {
			receiver.onBytes(all);
		}
		else {
			DataBufferUtils.release(buffer);
			this.exchange.request();
		}
	}

	private byte[] withFirstBytesOf(DataBuffer buffer) {
		int known = this.undecided.length;
		int added = Math.min(buffer.readableByteCount(), MAX_BYTES - known);
		byte[] first = Arrays.copyOf(this.undecided, known + added);
		int position = buffer.readPosition();
		buffer.read(first, known, added);
		buffer.readPosition(position);
		return first;
	}

	private DataBuffer joined(DataBuffer buffer) {
		byte[] before = this.undecided;
		this.undecided = NONE;
		return (before.length == 0) ? buffer : buffer.factory().join(List.of(buffer.factory().wrap(before), buffer));
	}

	@Override
	public void onEnd() {
		chosenAtEnd().onEnd();
	}

	@Override
	public void onFailure(Throwable failure) {
		choose(BodyForm.UNKNOWN).onFailure(failure);
	}

	/**
	 * Choose a receiver for a body that ends before it shows its form, and hand it what
	 * there was.
	 */
	private BodyReceiver chosenAtEnd() {
		byte[] all = this.undecided;
		this.undecided = NONE;
		BodyReceiver receiver = choose(BodyForm.isBlank(all) ? BodyForm.UNKNOWN : BodyForm.OTHER);
		if (all.length > 0) {
			receiver.onBytes(DefaultDataBufferFactory.sharedInstance.wrap(all));
		}
		return receiver;
	}

	private BodyReceiver choose(BodyForm form) {
		BodyReceiver current = this.chosen.get();
		if (current != null) {
			return current;
		}
		BodyReceiver choice = this.receivers.apply(form);
		if (this.chosen.compareAndSet(null, choice)) {
			return choice;
		}
		choice.close();
		return Objects.requireNonNull(this.chosen.get());
	}

	@Override
	public void close() {
		if (!this.chosen.compareAndSet(null, DISCARDING)) {
			Objects.requireNonNull(this.chosen.get()).close();
		}
	}

	@Override
	public void abort(ApixoException failure) {
		if (!this.chosen.compareAndSet(null, DISCARDING)) {
			Objects.requireNonNull(this.chosen.get()).abort(failure);
		}
	}

	/**
	 * The form of a body as its first bytes show it.
	 */
	enum BodyForm {

		/**
		 * Begins with a comment or a field of an event stream.
		 */
		EVENT_STREAM,

		/**
		 * JSON, a page or text.
		 */
		OTHER,

		/**
		 * No byte says anything, or the first line is a field that no event stream needs.
		 * The content type has to decide.
		 */
		UNKNOWN;

		private static final List<String> FIELDS = List.of("data", "event", "id", "retry");

		private static final String ERROR = "error";

		/**
		 * Return the form of a body.
		 * @param first its first bytes
		 * @return the form, or {@code null} if it takes more bytes to know
		 */
		static @Nullable BodyForm of(byte[] first) {
			int from = passMarkAndSpace(first);
			int to = from;
			while (to < first.length && isNamePart(first[to])) {
				to++;
			}
			if (to == first.length) {
				return null;
			}
			if (first[to] == ':' || (to > from && (first[to] == '\n' || first[to] == '\r'))) {
				return ofField(new String(first, from, to - from, StandardCharsets.US_ASCII));
			}
			return OTHER;
		}

		/**
		 * Return whether there is nothing but white space.
		 */
		static boolean isBlank(byte[] first) {
			return passMarkAndSpace(first) == first.length;
		}

		private static BodyForm ofField(String name) {
			if (name.isEmpty() || FIELDS.contains(name)) {
				return EVENT_STREAM;
			}
			return name.equals(ERROR) ? OTHER : UNKNOWN;
		}

		/**
		 * Pass a byte order mark and white space. A part of the mark is passed too: more
		 * bytes have to follow.
		 */
		private static int passMarkAndSpace(byte[] first) {
			int position = 0;
			while (position < first.length && isMarkOrSpace(first[position], position)) {
				position++;
			}
			return position;
		}

		private static boolean isMarkOrSpace(byte value, int position) {
			return switch (position) {
				case 0 -> value == (byte) 0xEF || isSpace(value);
				case 1 -> value == (byte) 0xBB || isSpace(value);
				case 2 -> value == (byte) 0xBF || isSpace(value);
				default -> isSpace(value);
			};
		}

		private static boolean isSpace(byte value) {
			return value == ' ' || value == '\n' || value == '\r' || value == '\t';
		}

		private static boolean isNamePart(byte value) {
			return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')
					|| value == '_' || value == '-';
		}

	}

}
