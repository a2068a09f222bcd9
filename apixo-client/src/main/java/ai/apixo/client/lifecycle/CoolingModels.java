package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import reactor.core.scheduler.Scheduler;

/**
 * The models of one gateway that failed lately and are passed over for a while. After
 * that one call tries, and the others follow when it has succeeded (FALL-4).
 *
 * @since 0.1.0
 */
public final class CoolingModels {

	/**
	 * Names come from users, too.
	 */
	private static final int MAX_MODELS = 1000;

	private final Map<String, Cooling> models = new ConcurrentHashMap<>();

	private final Supplier<Scheduler> clock;

	/**
	 * Begin without any.
	 * @param clock gives the time
	 */
	public CoolingModels(Supplier<Scheduler> clock) {
		this.clock = clock;
	}

	private long now() {
		return this.clock.get().now(TimeUnit.NANOSECONDS);
	}

	/**
	 * Return whether a call may ask a model. If it is the one that tries, it has to tell
	 * what came of it.
	 * @param model the model
	 * @return whether the model is passed over, or asked by one call alone
	 */
	public Admission admit(String model) {
		if (this.models.isEmpty()) {
			return Admission.ADMITTED;
		}
		Admission[] admission = { Admission.ADMITTED };
		this.models.computeIfPresent(model, (name, cooling) -> {
			if (cooling.trying() || cooling.until() - now() > 0) {
				admission[0] = Admission.PASSED_OVER;
				return cooling;
			}
			admission[0] = Admission.TRIAL;
			return new Cooling(cooling.until(), true);
		});
		return admission[0];
	}

	/**
	 * Pass a model over from now on.
	 * @param model the model
	 * @param duration for how long
	 */
	public void failed(String model, Duration duration) {
		if (duration.isZero()) {
			this.models.remove(model);
			return;
		}
		if (this.models.size() >= MAX_MODELS) {
			this.models.values().removeIf((cooling) -> cooling.until() - now() <= 0);
		}
		this.models.put(model, new Cooling(now() + CountableDuration.of(duration).toNanos(), false));
	}

	/**
	 * Pass a model over no longer.
	 * @param model the model
	 */
	public void succeeded(String model) {
		if (!this.models.isEmpty()) {
			this.models.remove(model);
		}
	}

	/**
	 * Let another call try, because the one on trial found nothing out.
	 * @param model the model
	 */
	public void released(String model) {
		this.models.computeIfPresent(model, (name, cooling) -> new Cooling(cooling.until(), false));
	}

	/**
	 * Return the models that are passed over at this moment.
	 * @return the names, in alphabetical order
	 */
	public Set<String> names() {
		Set<String> names = new TreeSet<>();
		this.models.forEach((name, cooling) -> {
			if (cooling.until() - now() > 0) {
				names.add(name);
			}
		});
		return names;
	}

	/**
	 * Whether a call may ask a model.
	 */
	public enum Admission {

		/**
		 * The model is not passed over.
		 */
		ADMITTED,

		/**
		 * The call is the one that tries.
		 */
		TRIAL,

		/**
		 * The model is passed over.
		 */
		PASSED_OVER

	}

	private record Cooling(long until, boolean trying) {

	}

}
