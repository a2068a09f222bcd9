package ai.apixo.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for one key with one set of numbers, the oldest first. Only the
 * first asks, one question at a time. Called by one thread at a time.
 */
final class KeyQueue {

	private static final long NONE = Long.MAX_VALUE;

	/**
	 * When to ask again after the store itself has failed.
	 */
	private static final long AFTER_FAILURE = 1000;

	private static final Decision NO_ANSWER = new Decision(null, null, 0);

	private final LimitedKey key;

	private final KeyUsage usage;

	private final TreeSet<Turn> waiting = new TreeSet<>();

	/**
	 * Those that the next denial is to judge.
	 */
	private final List<Turn> unjudged = new ArrayList<>();

	private @Nullable Turn asking;

	private boolean askAgain;

	private @Nullable Decision denied;

	private long deniedUntil;

	private long nextAsk = NONE;

	private long nextCheck = NONE;

	KeyQueue(LimitedKey key, KeyUsage usage) {
		this.key = key;
		this.usage = usage;
	}

	int size() {
		return this.waiting.size();
	}

	/**
	 * Return when the first call arrived.
	 */
	long arrival() {
		return this.waiting.isEmpty() ? Long.MAX_VALUE : this.waiting.first().arrival();
	}

	void add(Turn turn) {
		this.waiting.add(turn);
		Decision known = this.denied;
		if (known == null || this.waiting.first() == turn) {
			this.unjudged.add(turn);
			advance();
		}
		else {
			refuseHopeless(turn, known, this.key.now());
		}
		if (turn.isWaiting()) {
			checkAt(turn.deadline());
		}
	}

	/**
	 * Have one timer for the earliest deadline. It is not cancelled when that has become
	 * another, which would take a lock: it finds nothing to do.
	 */
	private void checkAt(long deadline) {
		if (deadline < this.nextCheck) {
			this.nextCheck = deadline;
			this.key.runIn(deadline - this.key.now(), () -> check(deadline));
		}
	}

	private void check(long deadline) {
		if (deadline != this.nextCheck) {
			return;
		}
		this.nextCheck = NONE;
		long now = this.key.now();
		for (Turn turn : new ArrayList<>(this.waiting)) {
			if (turn.deadline() <= now) {
				overdue(turn);
			}
		}
		this.waiting.stream()
			.filter((turn) -> turn.deadline() > now)
			.mapToLong(Turn::deadline)
			.min()
			.ifPresent(this::checkAt);
	}

	/**
	 * Remove a call that was closed.
	 */
	void remove(Turn turn) {
		if (this.waiting.remove(turn)) {
			if (this.asking == turn) {
				this.usage.unwanted(turn.leaseId());
			}
			if (this.waiting.isEmpty()) {
				left(turn.limits().numbers());
			}
			else if (this.waiting.first().compareTo(turn) > 0) {
				advance();
			}
		}
	}

	private void left(Numbers numbers) {
		this.denied = null;
		this.usage.leave(numbers);
	}

	private void overdue(Turn turn) {
		if (!this.waiting.contains(turn)) {
			return;
		}
		Decision known = this.denied;
		if (known == null) {
			this.unjudged.add(turn);
			return;
		}
		fail(turn, known, this.key.now());
		remove(turn);
	}

	/**
	 * Ask for the first call, and for the next if it is granted.
	 */
	void advance() {
		if (this.asking != null) {
			this.askAgain = true;
			return;
		}
		boolean goOn = true;
		while (goOn && !this.waiting.isEmpty()) {
			Turn first = this.waiting.first();
			this.asking = first;
			this.askAgain = false;
			Decision decision = answer(first, () -> this.usage.acquire(first.ask(this.key.now()),
					(late) -> this.key.run(() -> decidedLate(first, late))));
			goOn = decision != null && decided(first, decision);
		}
	}

	private void decidedLate(Turn turn, Supplier<Decision> late) {
		Decision decision = answer(turn, late);
		if (decision != null && (decided(turn, decision) || this.askAgain)) {
			advance();
		}
	}

	/**
	 * Whatever a store throws, the queue asks again, and nobody waits for longer than was
	 * said.
	 */
	private @Nullable Decision answer(Turn turn, Supplier<? extends @Nullable Decision> store) {
		try {
			return store.get();
		}
		catch (Throwable ex) {
			this.asking = null;
			denied(turn, NO_ANSWER);
			askAt(this.key.now() + AFTER_FAILURE);
			throw ex;
		}
	}

	/**
	 * Take note of a decision.
	 * @return whether to ask again at once
	 */
	private boolean decided(Turn turn, Decision decision) {
		this.asking = null;
		Lease lease = decision.lease();
		if (lease == null) {
			return denied(turn, decision);
		}
		this.denied = null;
		this.waiting.remove(turn);
		if (this.waiting.isEmpty()) {
			this.unjudged.clear();
		}
		if (!turn.grant(lease)) {
			this.usage.release(lease, true);
		}
		return true;
	}

	private boolean denied(Turn turn, Decision decision) {
		Numbers numbers = turn.limits().numbers();
		if (this.waiting.isEmpty()) {
			left(numbers);
			return false;
		}
		long now = this.key.now();
		Turn first = this.waiting.first();
		judge(first, decision, now);
		if (this.waiting.isEmpty()) {
			left(numbers);
			return false;
		}
		if (this.waiting.first() != first) {
			return true;
		}
		long millis = this.usage.pause(decision);
		if (millis != KeyUsage.NO_PAUSE) {
			askAt(now + millis);
		}
		return false;
	}

	/**
	 * Ask again at a time, or before. The timer is not cancelled either.
	 */
	private void askAt(long time) {
		if (time < this.nextAsk) {
			this.nextAsk = time;
			this.key.runIn(time - this.key.now(), () -> {
				if (time == this.nextAsk) {
					this.nextAsk = NONE;
					advance();
				}
			});
		}
	}

	/**
	 * Look at the first, and at those that have come or become overdue lately, the newest
	 * first; at all only when there is news for all.
	 */
	private void judge(Turn first, Decision decision, long now) {
		Decision before = this.denied;
		long beforeUntil = this.deniedUntil;
		this.denied = decision;
		this.deniedUntil = now + decision.millis();
		boolean newsForAll = concernsAll(decision)
				&& (before == null || !concernsAll(before) || beforeUntil != this.deniedUntil);
		List<Turn> judged = new ArrayList<>(newsForAll ? this.waiting : this.unjudged);
		this.unjudged.clear();
		for (int index = judged.size() - 1; index >= 0; index--) {
			if (judged.get(index) != first) {
				refuseHopeless(judged.get(index), decision, now);
			}
		}
		refuseHopeless(first, decision, now);
	}

	private static boolean concernsAll(Decision decision) {
		return decision.obstacle() != null && decision.obstacle().concernsAll();
	}

	/**
	 * Fail a call that has no time left, or that is known to get no turn in time, or for
	 * which there is no place.
	 */
	private void refuseHopeless(Turn turn, Decision known, long now) {
		boolean bound = concernsAll(known)
				|| (known.obstacle() != null && known.obstacle().isKnown() && this.waiting.first() == turn);
		if (turn.deadline() <= now || (bound && this.deniedUntil > turn.deadline())) {
			if (this.waiting.remove(turn)) {
				fail(turn, known, now);
			}
		}
		else if (this.key.waiting() > turn.limits().queueCapacity() && this.waiting.remove(turn)) {
			turn.fail(LimitFailures.full(turn.limits(), rest(known, now)));
		}
	}

	private void fail(Turn turn, Decision known, long now) {
		turn.fail(LimitFailures.waitedTooLong(turn.limits(), known, rest(known, now)));
	}

	private long rest(Decision known, long now) {
		return (known.obstacle() != null && known.obstacle().isKnown()) ? Math.max(0, this.deniedUntil - now) : 0;
	}

}
