package ai.apixo.limit;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a key has used, and what follows from it: the twin of {@code limits.lua},
 * operation by operation. Knows nothing of threads and clocks.
 */
final class UsageState {

	private final long leaseMillis;

	private final Map<String, Long> leases = new HashMap<>();

	private final WaitingHeads heads = new WaitingHeads();

	private final CoolDown coolDown = new CoolDown();

	private @Nullable SecondSlots requests;

	private @Nullable SecondSlots input;

	private @Nullable SecondSlots output;

	private long exhaustedSince;

	private long exhaustedFor;

	/**
	 * Create an unused key.
	 * @param leaseMillis how long an open call counts without being renewed
	 */
	UsageState(long leaseMillis) {
		this.leaseMillis = leaseMillis;
	}

	Decision acquire(Ask ask, String replica, long now) {
		forgetLeases(now);
		Numbers numbers = ask.numbers();
		long input = numbers.inputWithin(ask.input());
		long output = numbers.outputWithin(ask.output());
		Decision obstacle = obstacle(ask, replica, input, output, now);
		if (obstacle != null) {
			this.heads.put(numbers, replica, now - ask.age(), now);
			return obstacle;
		}
		this.heads.remove(numbers, replica);
		return Decision.granted(book(ask.lease(), input, output, now));
	}

	/**
	 * Book a call whatever is in use.
	 */
	Lease book(String id, long input, long output, long now) {
		Lease lease = new Lease(id, now, input, output, this.coolDown.isActive());
		this.leases.put(id, now + this.leaseMillis);
		this.coolDown.granted(id, now);
		this.requests = add(this.requests, now, 1);
		this.input = add(this.input, now, input);
		this.output = add(this.output, now, output);
		return lease;
	}

	private static @Nullable SecondSlots add(@Nullable SecondSlots slots, long now, long amount) {
		if (amount == 0) {
			return slots;
		}
		long second = second(now);
		SecondSlots existing = (slots != null) ? slots : new SecondSlots(second);
		existing.advance(second);
		existing.add(second, amount);
		return existing;
	}

	private @Nullable Decision obstacle(Ask ask, String replica, long input, long output, long now) {
		Numbers numbers = ask.numbers();
		Decision longest = longer(null, Obstacle.COOL_DOWN, this.coolDown.rest(now));
		longest = longer(longest, Obstacle.EXHAUSTED, exhaustedRest(now));
		longest = longer(longest, Obstacle.REQUESTS, wait(this.requests, numbers.requests(), 1, now));
		longest = longer(longest, Obstacle.INPUT_TOKENS, wait(this.input, numbers.input(), input, now));
		longest = longer(longest, Obstacle.OUTPUT_TOKENS, wait(this.output, numbers.output(), output, now));
		if (longest != null) {
			return longest;
		}
		long trial = this.coolDown.trialRest(now);
		if (trial > 0) {
			return Decision.denied(Obstacle.TRIAL, trial);
		}
		if (this.heads.passes(numbers, replica, now - ask.age(), now)) {
			return Decision.denied(Obstacle.ORDER, 0);
		}
		return (numbers.concurrent() != Numbers.NOT_LIMITED && this.leases.size() >= numbers.concurrent())
				? Decision.denied(Obstacle.CONCURRENCY, 0) : null;
	}

	private static @Nullable Decision longer(@Nullable Decision longest, Obstacle obstacle, long millis) {
		return (millis > ((longest != null) ? longest.millis() : 0)) ? Decision.denied(obstacle, millis) : longest;
	}

	private static long wait(@Nullable SecondSlots slots, long number, long amount, long now) {
		if (slots == null || number == Numbers.NOT_LIMITED) {
			return 0;
		}
		slots.advance(second(now));
		return Math.max(0, slots.secondOf(number - amount) * SecondSlots.MILLIS - now);
	}

	private void forgetLeases(long now) {
		if (this.leaseMillis != Long.MAX_VALUE) {
			this.leases.values().removeIf((expiry) -> expiry <= now);
		}
	}

	/**
	 * Keep open calls for another while, and have them back if they were lost.
	 */
	void renew(Iterable<String> ids, long now) {
		ids.forEach((id) -> this.leases.put(id, now + this.leaseMillis));
	}

	/**
	 * Forget the refusals of which somebody else has found out that they are over.
	 */
	void forgetRefusals() {
		this.coolDown.forget();
	}

	boolean answered(Lease lease) {
		return this.coolDown.answered(lease.granted());
	}

	/**
	 * Take note of a refusal.
	 * @return how long the cool-down that has begun lasts, or 0 if none has
	 */
	long refused(Lease lease, long advised, long now) {
		return this.coolDown.refused(lease.granted(), advised, now) ? this.coolDown.rest(now) : 0;
	}

	void hold(long millis, long now) {
		this.exhaustedFor = Math.max(exhaustedRest(now), Math.min(CoolDown.LONGEST, millis));
		this.exhaustedSince = now;
	}

	private long exhaustedRest(long now) {
		return Math.max(0, this.exhaustedFor - (now - this.exhaustedSince));
	}

	void settle(Lease lease, long input, long output, long now) {
		this.input = settled(this.input, lease, input, now);
		this.output = settled(this.output, lease, output, now);
	}

	private static @Nullable SecondSlots settled(@Nullable SecondSlots slots, Lease lease, long amount, long now) {
		if (amount >= 0 || slots == null) {
			return add(slots, now, Math.max(0, amount));
		}
		slots.advance(second(now));
		slots.add(lease.second(), amount);
		return slots;
	}

	void release(Lease lease, boolean unsent, long now) {
		this.leases.remove(lease.id());
		this.coolDown.released(lease.id());
		if (unsent) {
			if (this.requests != null) {
				this.requests.advance(second(now));
				this.requests.add(lease.second(), -1);
			}
			settle(lease, -lease.input(), -lease.output(), now);
		}
	}

	void leave(Numbers numbers, String replica) {
		this.heads.remove(numbers, replica);
	}

	private static long second(long now) {
		return Math.floorDiv(now, SecondSlots.MILLIS);
	}

}
