package ai.apixo.client;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DataBufferWrapper;
import org.springframework.core.io.buffer.DefaultDataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

import ai.apixo.client.error.ApixoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory that runs out while a body is read ends the call with one signal, and the
 * connection with it.
 */
@EachConnector
class ScarceMemoryTests {

	private final TestConnector connector;

	private final AtomicInteger held = new AtomicInteger();

	private final Bulkhead bulkhead = Bulkhead.of("test", BulkheadConfig.custom().maxConcurrentCalls(1).build());

	ScarceMemoryTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("HTTP-22 memory that runs out while a body is read ends the call once, and closes its connection")
	void endsOnce(Moment moment) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(moment::play,
				(response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(this.connector.webClient().filter(without(moment)))
				.bulkhead(this.bulkhead)
				.build();
			Outcome<?> outcome = (moment == Moment.SECOND_EVENT) ? Outcome.of(client.stream(Requests.hello()))
					: Outcome.of(client.create(Requests.hello()));
			ApixoException failure = outcome.failure(ApixoException.class);
			if (moment != Moment.EXPLANATION) {
				assertThat(failure).hasMessageContaining("not enough memory");
			}
			gateway.awaitPlayed();
			Awaitility.await().untilAsserted(() -> {
				assertThat(this.held).hasValue(0);
				assertThat(client.activity().openCalls()).isZero();
				assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isOne();
			});
			assertThat(Outcome.of(client.create(Requests.hello())).failure()).isNull();
		}
	}

	/**
	 * Takes the memory away once.
	 */
	private ExchangeFilterFunction without(Moment moment) {
		AtomicInteger buffers = new AtomicInteger();
		return (request, next) -> next.exchange(request)
			.map((response) -> response.mutate().body((body) -> body.map((buffer) -> {
				int number = buffers.getAndIncrement();
				return (number == moment.buffer) ? new ScarceBuffer(buffer, moment) : buffer;
			})).build());
	}

	/**
	 * When the memory runs out.
	 */
	enum Moment {

		FIRST_BYTES(0, "{\"type\":", ""),

		FIRST_BYTES_JOINED(1, " ", "{\"type\":"),

		PIECE(1, "{\"type\":\"message\",", "\"content\":["),

		SECOND_EVENT(1, Requests.START, Requests.delta("x")),

		EXPLANATION(1, "{\"error\":", "{");

		private final int buffer;

		private final String first;

		private final String second;

		Moment(int buffer, String first, String second) {
			this.buffer = buffer;
			this.first = first;
			this.second = second;
		}

		/**
		 * Sends the pieces as one chunk each, and waits for the end of the connection.
		 */
		private void play(ScriptedResponse response) throws IOException {
			if (this == EXPLANATION) {
				response.write("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n");
			}
			else {
				response.startStream();
			}
			response.chunk(this.first);
			if (!this.second.isEmpty()) {
				response.chunk(this.second);
			}
			response.awaitClose();
		}

	}

	/**
	 * A buffer at which the memory runs out.
	 */
	private final class ScarceBuffer extends DataBufferWrapper implements PooledDataBuffer {

		private final Moment moment;

		private ScarceBuffer(DataBuffer delegate, Moment moment) {
			super(delegate);
			this.moment = moment;
			ScarceMemoryTests.this.held.incrementAndGet();
		}

		@Override
		public DataBuffer read(byte[] destination, int offset, int length) {
			if (this.moment == Moment.FIRST_BYTES_JOINED) {
				return super.read(destination, offset, length);
			}
			throw new OutOfMemoryError("Java heap space");
		}

		@Override
		public DataBufferFactory factory() {
			return new DefaultDataBufferFactory() {

				@Override
				public DefaultDataBuffer join(List<? extends DataBuffer> buffers) {
					throw new OutOfMemoryError("Java heap space");
				}

			};
		}

		@Override
		public boolean isAllocated() {
			return true;
		}

		@Override
		public PooledDataBuffer retain() {
			throw new UnsupportedOperationException("Nobody has a reason to");
		}

		@Override
		public PooledDataBuffer touch(Object hint) {
			return this;
		}

		@Override
		public boolean release() {
			ScarceMemoryTests.this.held.decrementAndGet();
			return DataBufferUtils.release(dataBuffer());
		}

	}

}
