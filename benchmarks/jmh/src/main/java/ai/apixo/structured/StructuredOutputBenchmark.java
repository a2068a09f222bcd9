package ai.apixo.structured;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.reactivestreams.Subscription;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

/**
 * A list that is streamed: as text, as elements, as snapshots that nobody asks for, and
 * as a value at the end. The time is that of a whole call.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StructuredOutputBenchmark {

	/**
	 * The size of an element in bytes.
	 */
	@Param({ "35", "1024" })
	public int element = 35;

	/**
	 * The size of the document in bytes.
	 */
	@Param({ "65536", "131072" })
	public int document = 65536;

	private final MessagesRequest request = MessagesRequest.builder().model("m").maxTokens(1).user("?").build();

	private @Nullable CannedConnector connector;

	private @Nullable ApixoMessagesClient client;

	private @Nullable StructuredOutput<Basket> baskets;

	/**
	 * Make the document and the client that receives it.
	 */
	@Setup
	public void start() {
		String item = "{\"name\":\"" + "x".repeat(this.element - 24) + "\",\"amount\":17}";
		int count = this.document / (item.length() + 1);
		String text = "{\"items\":[" + String.join(",", Collections.nCopies(count, item)) + "]}";
		CannedConnector connector = CannedConnector.text(text);
		ApixoMessagesClient canned = ApixoMessagesClient.builder()
			.apiKey("key")
			.webClientBuilder(WebClient.builder().clientConnector(connector))
			.build();
		this.connector = connector;
		this.client = canned;
		this.baskets = StructuredOutput.of(canned, Basket.class);
	}

	private ApixoMessagesClient client() {
		return Objects.requireNonNull(this.client);
	}

	private StructuredOutput<Basket> baskets() {
		return Objects.requireNonNull(this.baskets);
	}

	/**
	 * The text alone.
	 * @return how many pieces there were
	 */
	@Benchmark
	public @Nullable Long text() {
		return client().streamText(this.request).count().block();
	}

	/**
	 * Its elements.
	 * @return how many there were
	 */
	@Benchmark
	public @Nullable Long elements() {
		return baskets().streamElements(this.request, "items", Item.class).count().block();
	}

	/**
	 * Snapshots, of which only the last is asked for.
	 * @throws InterruptedException if the benchmark is stopped
	 */
	@Benchmark
	public void snapshots() throws InterruptedException {
		CountDownLatch read = new CountDownLatch(1);
		CountDownLatch completed = new CountDownLatch(1);
		Objects.requireNonNull(this.connector).atEnd(read::countDown);
		BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

			@Override
			protected void hookFinally(SignalType type) {
				completed.countDown();
			}

		};
		baskets().streamPartial(this.request).subscribe(subscriber);
		read.await();
		subscriber.request(1);
		completed.await();
	}

	/**
	 * Snapshots that nobody asks for until the stream has been read, and then cancels.
	 * @throws InterruptedException if the benchmark is stopped
	 */
	@Benchmark
	public void unread() throws InterruptedException {
		CountDownLatch read = new CountDownLatch(1);
		Objects.requireNonNull(this.connector).atEnd(read::countDown);
		BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

		};
		baskets().streamPartial(this.request).subscribe(subscriber);
		read.await();
		subscriber.cancel();
	}

	/**
	 * The whole value at the end.
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object value() {
		return baskets().streamMessage(this.request).block();
	}

	/**
	 * A list.
	 *
	 * @param items its elements
	 */
	public record Basket(List<Item> items) {

	}

	/**
	 * An element.
	 *
	 * @param name its name
	 * @param amount how much of it
	 */
	public record Item(String name, int amount) {

	}

}
