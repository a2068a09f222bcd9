package ai.apixo.limit;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import reactor.core.scheduler.Scheduler;

/**
 * The keys that are in use, and those that were lately (LIMIT-5).
 */
final class LimitedKeys {

	/**
	 * How long a key is remembered without an open or waiting call.
	 */
	static final long REMEMBERED = TimeUnit.MINUTES.toMillis(3);

	private static final long SWEEP = TimeUnit.SECONDS.toMillis(30);

	private final Map<String, LimitedKey> keys = new ConcurrentHashMap<>();

	private final Scheduler clock;

	private final String replica;

	private final Function<String, KeyUsage> usages;

	private final AtomicLong turns = new AtomicLong();

	private final AtomicBoolean sweeping = new AtomicBoolean();

	/**
	 * Begin without keys.
	 * @param clock gives time and timers
	 * @param replica the id of this process
	 * @param usages makes what keeps the use of a key, by its id
	 */
	LimitedKeys(Scheduler clock, String replica, Function<String, KeyUsage> usages) {
		this.clock = clock;
		this.replica = replica;
		this.usages = usages;
	}

	/**
	 * Return an id that no other process has, and that no script takes for a number.
	 */
	static String newReplica() {
		return "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
	}

	Permit acquire(PermitRequest request) {
		LimitedKey key = key(request.keyId());
		Turn turn = new Turn(key, request, this.turns.incrementAndGet(), key.now());
		key.join(turn);
		return turn;
	}

	/**
	 * Keep the open calls of all keys from being forgotten.
	 */
	void renew() {
		this.keys.values().forEach(LimitedKey::renew);
	}

	boolean areInUse() {
		return this.keys.values().stream().anyMatch(LimitedKey::isInUse);
	}

	int size() {
		return this.keys.size();
	}

	private LimitedKey key(String id) {
		while (true) {
			LimitedKey key = this.keys.computeIfAbsent(id,
					(unknown) -> new LimitedKey(this.usages.apply(unknown), this.clock, this.replica));
			if (!key.forgetAfter(REMEMBERED) && key.enter()) {
				sweepLater();
				return key;
			}
			this.keys.remove(id, key);
		}
	}

	private void sweepLater() {
		if (!this.sweeping.get() && this.sweeping.compareAndSet(false, true)) {
			this.clock.schedule(this::sweep, SWEEP, TimeUnit.MILLISECONDS);
		}
	}

	private void sweep() {
		this.keys.values().removeIf((key) -> key.forgetAfter(REMEMBERED));
		this.sweeping.set(false);
		if (!this.keys.isEmpty()) {
			sweepLater();
		}
	}

}
