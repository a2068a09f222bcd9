package ai.apixo.relay;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.BaseSubscriber;

/**
 * A page in a browser that watches a run.
 */
public final class Page extends BaseSubscriber<ServerSentEvent<String>> {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration POLL = Duration.ofMillis(5);

	private final List<ServerSentEvent<String>> frames = new CopyOnWriteArrayList<>();

	private final long demand;

	private volatile boolean complete;

	private volatile @Nullable Throwable failure;

	private Page(long demand) {
		this.demand = demand;
	}

	public static Page open(ApixoRelay relay, RelayId id) {
		return open(relay, id, null);
	}

	public static Page open(ApixoRelay relay, RelayId id, @Nullable String lastEventId) {
		return open(relay, id, lastEventId, Long.MAX_VALUE);
	}

	public static Page open(ApixoRelay relay, RelayId id, @Nullable String lastEventId, long demand) {
		Page page = new Page(demand);
		relay.watch(id, lastEventId).subscribe(page);
		return page;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		if (this.demand > 0) {
			subscription.request(this.demand);
		}
	}

	@Override
	protected void hookOnNext(ServerSentEvent<String> frame) {
		this.frames.add(frame);
	}

	@Override
	protected void hookOnComplete() {
		this.complete = true;
	}

	@Override
	protected void hookOnError(Throwable throwable) {
		this.failure = throwable;
		this.complete = true;
	}

	public List<ServerSentEvent<String>> frames() {
		return this.frames;
	}

	/**
	 * Return the events of the run, as {@code onmessage} sees them.
	 */
	public List<String> data() {
		return this.frames.stream()
			.filter((frame) -> frame.data() != null && frame.event() == null)
			.map((frame) -> Objects.requireNonNull(frame.data()))
			.toList();
	}

	public List<@Nullable String> ids() {
		return this.frames.stream()
			.filter((frame) -> frame.data() != null)
			.<@Nullable String>map(ServerSentEvent::id)
			.toList();
	}

	public @Nullable String lastId() {
		String last = null;
		for (ServerSentEvent<String> frame : this.frames) {
			last = (frame.id() != null) ? frame.id() : last;
		}
		return last;
	}

	/**
	 * Return what the event {@code end} says.
	 */
	public @Nullable String end() {
		return this.frames.stream()
			.filter((frame) -> "end".equals(frame.event()))
			.map(ServerSentEvent::data)
			.findFirst()
			.orElse(null);
	}

	public boolean isComplete() {
		return this.complete;
	}

	public @Nullable Throwable failure() {
		return this.failure;
	}

	public Page awaitData(int events) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL)
			.atMost(PATIENCE)
			.until(() -> data().size() >= events);
		return this;
	}

	public Page awaitFrames(int number) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL)
			.atMost(PATIENCE)
			.until(() -> this.frames.size() >= number);
		return this;
	}

	public Page awaitComplete() {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(PATIENCE).until(this::isComplete);
		return this;
	}

}
