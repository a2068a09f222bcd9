package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.lifecycle.IdleClock;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.text.SecretMask;
import ai.apixo.messages.json.MessagesJson;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Reading a body as a whole.
 */
class CollectingBodyReceiverTests {

	private final ReceivedResponse response = response();

	private static ReceivedResponse response() {
		SecretMask mask = new SecretMask(Requests.KEY);
		ResponseHead head = new ResponseHead(200, new HttpHeaders(), mask);
		SettingNames names = new BuilderSettingNames();
		ApiErrorAdvice advice = new ApiErrorAdvice("http://localhost", names, (failure) -> false);
		ResponseFailures failures = new ResponseFailures(head,
				new ApiErrorReader(MessagesJson.of(MessagesJsonMapper.create()).trees(), mask, advice),
				"http://localhost", names, DataSize.ofMegabytes(1));
		ConnectionFailures connectionFailures = new ConnectionFailures("http://localhost", "localhost", names,
				TimeLimits.defaults(names), (received) -> failures);
		GatewayExchange exchange = new GatewayExchange(TimeLimits.defaults(names), new IdleClock(),
				new ConnectorThreads(), connectionFailures, mask, new NeverAsked(), Context.empty());
		return new ReceivedResponse(head, exchange, failures);
	}

	@Test
	void piecesOfAnySizeAreJoinedInTheirOrder() {
		byte[] sent = new byte[5_000_000];
		Random random = new Random(22);
		random.nextBytes(sent);
		Sinks.One<byte[]> outcome = Sinks.one();
		CollectingBodyReceiver<byte[]> receiver = CollectingBodyReceiver.ofMessage(this.response, sent.length, outcome,
				CollectedBody::bytes);
		int from = 0;
		while (from < sent.length) {
			int to = Math.min(sent.length, from + 1 + random.nextInt((from < 1000) ? 3 : 70_000));
			receiver.onBytes(DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(sent, from, to)));
			from = to;
		}
		receiver.onEnd();
		assertThat(outcome.asMono().block()).isEqualTo(sent);
	}

	static Stream<Throwable> whateverReadingThrows() {
		return Stream.of(new IllegalStateException("Unforeseen"), new OutOfMemoryError("Java heap space"),
				new StackOverflowError(), new LinkageError("broken"), new AssertionError("wrong"));
	}

	@ParameterizedTest
	@MethodSource("whateverReadingThrows")
	@DisplayName("HTTP-22 whatever reading throws is one signal of the client's own, so that nobody waits for ever")
	void tellsWhatReadingThrows(Throwable thrown) {
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver.ofMessage(this.response, 100, outcome, (body) -> {
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) thrown;
		}).onEnd();
		ApixoProtocolException failure = Outcome.of(outcome.asMono()).failure(ApixoProtocolException.class);
		if (thrown instanceof Error) {
			assertThat(failure).hasCause(thrown);
		}
	}

	@Test
	@DisplayName("HTTP-22 what cannot be collected is one signal, and its connection is closed")
	void tellsWhatCollectingThrows() {
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver<String> reader = CollectingBodyReceiver.ofMessage(this.response, 100, outcome,
				(body) -> {
					throw this.response.failures().cut(body);
				});
		DataBuffer buffer = mock(DataBuffer.class);
		given(buffer.readableByteCount()).willThrow(new OutOfMemoryError("Java heap space"));
		reader.onBytes(buffer);
		reader.onEnd();
		assertThat(Outcome.of(outcome.asMono()).failure(ApixoProtocolException.class))
			.hasMessageContaining("not enough memory");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	@DisplayName("HTTP-22 a body for which there is no memory, in pieces or when they are joined, is one signal")
	void tellsLackOfMemory(int failing) {
		AtomicInteger arrays = new AtomicInteger();
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver<String> receiver = CollectingBodyReceiver.ofMessage(this.response, 100, outcome,
				(body) -> {
					if (body.failure() != null) {
						throw this.response.failures().cut(body);
					}
					return text(body);
				}, (size) -> {
					if (arrays.incrementAndGet() == failing) {
						throw new OutOfMemoryError("Java heap space");
					}
					return new byte[size];
				});
		receiver.onBytes(DefaultDataBufferFactory.sharedInstance.wrap(new byte[5]));
		receiver.onBytes(DefaultDataBufferFactory.sharedInstance.wrap(new byte[6]));
		receiver.onEnd();
		assertThat(Outcome.of(outcome.asMono()).failure(ApixoProtocolException.class))
			.hasMessageContaining("not enough memory");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("HTTP-22 nothing is held of a body when its outcome is told")
	void holdsNothing(boolean fails) {
		List<CollectedBody> seen = new ArrayList<>();
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver<String> receiver = CollectingBodyReceiver.ofMessage(this.response, 100, outcome,
				(body) -> {
					seen.add(body);
					assertThat(body.bytes()).hasSize(5);
					if (fails) {
						throw new IllegalStateException("Unforeseen");
					}
					return "read";
				});
		receiver.onBytes(DefaultDataBufferFactory.sharedInstance.wrap(new byte[5]));
		AtomicInteger held = new AtomicInteger();
		outcome.asMono().onErrorComplete().doFinally((signal) -> held.set(seen.get(0).bytes().length)).subscribe();
		held.set(-1);
		receiver.onEnd();
		assertThat(held).hasValue(0);
	}

	@Test
	@DisplayName("HTTP-22 a body is told once: what comes after its end is ignored")
	void tellsOnce() {
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver<String> reader = CollectingBodyReceiver.ofMessage(this.response, 100, outcome,
				CollectingBodyReceiverTests::text);
		reader.onEnd();
		reader.onFailure(new IllegalStateException("Too late"));
		StepVerifier.create(outcome.asMono()).expectNext("").verifyComplete();
	}

	private static String text(CollectedBody body) {
		return new String(body.bytes(), StandardCharsets.UTF_8);
	}

	private static final class NeverAsked implements ResponseListener {

		@Override
		public BodyReceiver onHead(ResponseHead head) {
			return BodyReceiver.DISCARDING;
		}

		@Override
		public void onFailure(Throwable failure) {
			throw new AssertionError(failure);
		}

	}

}
