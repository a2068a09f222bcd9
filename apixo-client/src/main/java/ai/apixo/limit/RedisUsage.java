package ai.apixo.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What a key has used on all replicas, in Redis. What this replica uses is kept beside
 * it, and decides while Redis does not respond.
 */
final class RedisUsage implements KeyUsage {

	private static final long LONGEST_PAUSE = 1000;

	private static final long SHORT_PAUSE = 200;

	private static final long JITTER = SHORT_PAUSE / 4;

	private static final int MAX_LOST = 100;

	private static final String OWN = "";

	/**
	 * In the order of the script.
	 */
	private static final List<Obstacle> OBSTACLES = List.of(Obstacle.COOL_DOWN, Obstacle.EXHAUSTED, Obstacle.REQUESTS,
			Obstacle.INPUT_TOKENS, Obstacle.OUTPUT_TOKENS, Obstacle.TRIAL, Obstacle.ORDER, Obstacle.CONCURRENCY);

	private final String keyId;

	private final LimitsScript script;

	private final RedisGate gate;

	private final Scheduler clock;

	private final CoolDownLog log = new CoolDownLog();

	private final UsageState own = new UsageState(Long.MAX_VALUE);

	private final Map<String, Open> open = new HashMap<>();

	/**
	 * Calls that Redis may have granted after nobody waited for its answer anymore.
	 */
	private final List<String> lost = new ArrayList<>();

	private int replicas = 1;

	private boolean waiting;

	RedisUsage(String keyId, LimitsScript script, RedisGate gate, Scheduler clock) {
		this.keyId = keyId;
		this.script = script;
		this.gate = gate;
		this.clock = clock;
	}

	private long now() {
		return TimeUnit.NANOSECONDS.toMillis(this.clock.now(TimeUnit.NANOSECONDS));
	}

	@Override
	public @Nullable Decision acquire(Ask ask, Consumer<Supplier<Decision>> later) {
		if (!this.gate.admits()) {
			return byOwnUse(ask);
		}
		Numbers numbers = ask.numbers();
		answer("acquire", ask.lease(), numbers.requests(), numbers.concurrent(), numbers.input(), numbers.output(),
				ask.input(), ask.output(), ask.age())
			.subscribe((result) -> later.accept(() -> decided(ask, result)), (failure) -> later.accept(() -> {
				Decision decision = byOwnUse(ask);
				if (decision.lease() == null && this.lost.size() < MAX_LOST) {
					this.lost.add(ask.lease());
				}
				return decision;
			}));
		return null;
	}

	private Mono<List<Long>> answer(String operation, Object... arguments) {
		return this.script.run(this.keyId, operation, arguments)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Redis returned nothing")))
			.timeout(this.gate.timeout(), this.clock)
			.doOnNext((result) -> this.gate.responded())
			.doOnError(this.gate::failed);
	}

	/**
	 * Tell Redis what has happened. It will learn it by the renewals, or forget it, if it
	 * does not respond.
	 */
	private void tell(Consumer<List<Long>> result, String operation, Object... arguments) {
		if (!this.gate.isAway()) {
			answer(operation, arguments).subscribe(result, (failure) -> {
			});
		}
	}

	private Decision decided(Ask ask, List<Long> result) {
		this.replicas = Math.max(1, result.get(4).intValue());
		releaseLost();
		if (result.get(0) == 0) {
			this.waiting = true;
			Obstacle obstacle = OBSTACLES.get(result.get(2).intValue());
			if (obstacle == Obstacle.COOL_DOWN) {
				this.log.met(result.get(1));
			}
			return Decision.denied(obstacle, result.get(1));
		}
		this.waiting = false;
		boolean afterRefusal = result.get(5) == 1;
		if (!afterRefusal) {
			this.own.forgetRefusals();
			this.log.ended();
		}
		long input = ask.numbers().inputWithin(ask.input());
		long output = ask.numbers().outputWithin(ask.output());
		Lease lease = new Lease(ask.lease(), result.get(3), input, output, afterRefusal);
		this.open.put(ask.lease(), new Open(this.own.book(ask.lease(), input, output, now()), true));
		return Decision.granted(lease);
	}

	@Override
	public void unwanted(String lease) {
		tell(this::ignore, "release", lease, 0, 0, 0, 0);
	}

	private Decision byOwnUse(Ask ask) {
		Ask share = new Ask(ask.lease(), ask.numbers().share(this.replicas), ask.input(), ask.output(), ask.age());
		Decision decision = this.own.acquire(share, OWN, now());
		Lease lease = decision.lease();
		if (lease != null) {
			this.open.put(lease.id(), new Open(lease, false));
		}
		return decision;
	}

	private void releaseLost() {
		for (String lease : this.lost) {
			if (!this.open.containsKey(lease)) {
				tell(this::ignore, "release", lease, 0, 0, 0, 0);
			}
		}
		this.lost.clear();
	}

	private void ignore(List<Long> result) {
	}

	@Override
	public void answered(Lease lease) {
		Open call = this.open.get(lease.id());
		if (call != null) {
			boolean ended = this.own.answered(call.own());
			if (call.shared()) {
				tell(this::ignore, "answered", lease.granted());
				this.log.ended();
			}
			else if (ended) {
				this.log.ended();
			}
		}
	}

	@Override
	public void refused(Lease lease, long advised) {
		Open call = this.open.get(lease.id());
		if (call != null) {
			long rest = this.own.refused(call.own(), advised, now());
			if (rest > 0) {
				this.log.began(rest, advised > 0);
			}
			if (call.shared()) {
				tell(this::ignore, "refused", lease.granted(), advised);
			}
		}
	}

	@Override
	public void hold(long millis) {
		this.own.hold(millis, now());
		tell(this::ignore, "hold", millis);
	}

	@Override
	public void settle(Lease lease, long input, long output) {
		Open call = this.open.get(lease.id());
		if (call != null) {
			this.own.settle(call.own(), input, output, now());
			if (call.shared()) {
				tell(this::ignore, "settle", lease.second(), input, output);
			}
		}
	}

	@Override
	public void release(Lease lease, boolean unsent) {
		Open call = this.open.remove(lease.id());
		if (call != null) {
			this.own.release(call.own(), unsent, now());
			boolean giveBack = unsent && call.shared();
			tell(this::ignore, "release", lease.id(), giveBack ? 1 : 0, giveBack ? lease.second() : 0,
					giveBack ? lease.input() : 0, giveBack ? lease.output() : 0);
		}
	}

	@Override
	public void leave(Numbers numbers) {
		this.waiting = false;
		this.own.leave(numbers, OWN);
		tell(this::ignore, "leave", numbers.requests(), numbers.concurrent(), numbers.input(), numbers.output());
	}

	@Override
	public void renew() {
		if ((!this.open.isEmpty() || this.waiting) && this.gate.admits()) {
			answer("renew", this.open.keySet().toArray()).subscribe(this::ignore, (failure) -> {
			});
		}
	}

	/**
	 * Only a part of what makes room happens in this process.
	 */
	@Override
	public long pause(Decision denied) {
		if (denied.obstacle() != null && denied.obstacle().isKnown()) {
			return Math.min(denied.millis(), LONGEST_PAUSE);
		}
		return SHORT_PAUSE - JITTER + ThreadLocalRandom.current().nextLong(2 * JITTER + 1);
	}

	/**
	 * An open call.
	 *
	 * @param own what this replica knows of it
	 * @param shared whether Redis has granted it
	 */
	private record Open(Lease own, boolean shared) {

	}

}
