package ai.apixo.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A run that was found, for one watcher.
 */
final class WatchFlux extends Flux<ServerSentEvent<String>> {

	private final Journal journal;

	private final @Nullable String lastEventId;

	private final Duration heartbeat;

	private final ActivityCounters activity;

	WatchFlux(Journal journal, @Nullable String lastEventId, Duration heartbeat, ActivityCounters activity) {
		this.journal = journal;
		this.lastEventId = lastEventId;
		this.heartbeat = heartbeat;
		this.activity = activity;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ServerSentEvent<String>> subscriber) {
		int number = StartingPoint.number(this.lastEventId);
		StartingPoint point = StartingPoint.of(number, this.journal);
		this.activity.watcherBegan(point);
		Watcher watcher = new Watcher(subscriber, this.journal, new Cursor(this.journal, point, number), this.heartbeat,
				this.activity, Schedulers.parallel());
		subscriber.onSubscribe(watcher);
		watcher.begin();
	}

}
