package ai.apixo.client.lifecycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.lifecycle.CoolingModels.Admission;

/**
 * The models of one call: the one asked for, and those to ask instead. Each of the others
 * is asked at most once, however many attempts there are (FALL-3).
 *
 * @param <R> the type of an encoded request
 * @param <T> the type of a successful outcome
 * @since 0.1.0
 */
public final class ModelLadder<R, T> {

	private final FallbackRules rules;

	private final CoolingModels cooling;

	private final @Nullable String model;

	private final R request;

	private final Function<ModelRung, R> adaptation;

	private final BiFunction<R, @Nullable String, Mono<T>> sending;

	private final Listener listener;

	private final Set<String> asked = new HashSet<>();

	/**
	 * Create the models of a call.
	 * @param rules when to ask which model instead
	 * @param cooling the models that are passed over, at the gateway of the call
	 * @param model the model asked for, or {@code null}
	 * @param request the request for it
	 * @param adaptation makes the request for another model
	 * @param sending sends a request, up to the head of its response, with the model if
	 * it is another one
	 * @param listener is told when another model has answered
	 */
	public ModelLadder(FallbackRules rules, CoolingModels cooling, @Nullable String model, R request,
			Function<ModelRung, R> adaptation, BiFunction<R, @Nullable String, Mono<T>> sending, Listener listener) {
		this.rules = rules;
		this.cooling = cooling;
		this.model = model;
		this.request = request;
		this.adaptation = adaptation;
		this.sending = sending;
		this.listener = listener;
	}

	/**
	 * Return one attempt at the call, with all models that it may take.
	 * @return the outcome; if all fail, the failure of the model asked for
	 */
	public Mono<T> attempt() {
		return Mono.defer(() -> new Climb().begin());
	}

	/**
	 * One attempt.
	 */
	private final class Climb {

		private final String first = (ModelLadder.this.model != null) ? ModelLadder.this.model : "";

		private final List<Throwable> others = new ArrayList<>();

		private @Nullable Throwable failure;

		private String reason = "it was passed over after a failure";

		private Mono<T> begin() {
			Admission admission = ModelLadder.this.cooling.admit(this.first);
			return (admission != Admission.PASSED_OVER) ? askFirst(admission) : askNext();
		}

		private Mono<T> askFirst(Admission admission) {
			return watched(this.first, admission, ModelLadder.this.sending.apply(ModelLadder.this.request, null))
				.onErrorResume((thrown) -> {
					this.failure = thrown;
					if (!ModelLadder.this.rules.follows().test(thrown)) {
						return surface(thrown);
					}
					this.reason = reason(thrown);
					return askNext();
				});
		}

		private static String reason(Throwable thrown) {
			return (thrown instanceof ApixoApiException api) ? "status " + api.effectiveStatus()
					: thrown.getClass().getSimpleName();
		}

		private Mono<T> askNext() {
			for (ModelRung step : ModelLadder.this.rules.below(ModelLadder.this.model)) {
				if (!ModelLadder.this.asked.contains(step.model())) {
					Admission admission = ModelLadder.this.cooling.admit(step.model());
					if (admission != Admission.PASSED_OVER) {
						return ask(step, admission);
					}
				}
			}
			return end();
		}

		private Mono<T> ask(ModelRung step, Admission admission) {
			String model = step.model();
			ModelLadder.this.asked.add(model);
			R request;
			try {
				request = ModelLadder.this.adaptation.apply(step);
			}
			catch (Throwable ex) {
				release(model, admission);
				this.others.add(ApplicationCode.signalable(ex));
				return end();
			}
			return watched(model, admission, ModelLadder.this.sending.apply(request, model))
				.doOnSuccess((head) -> ModelLadder.this.listener.fellBack(this.first, model, this.reason))
				.onErrorResume((thrown) -> {
					this.others.add(thrown);
					if (ModelLadder.this.rules.follows().test(thrown)) {
						return askNext();
					}
					return (this.failure != null || thrown instanceof ApixoApiException) ? end() : Mono.error(thrown);
				});
		}

		/**
		 * No other model is left. The one asked for is asked after all if it was passed
		 * over.
		 */
		private Mono<T> end() {
			Throwable known = this.failure;
			return (known != null) ? surface(known) : askLast();
		}

		private Mono<T> askLast() {
			return watched(this.first, Admission.PASSED_OVER,
					ModelLadder.this.sending.apply(ModelLadder.this.request, null))
				.onErrorResume(this::surface);
		}

		private Mono<T> surface(Throwable thrown) {
			this.others.stream().filter((other) -> other != thrown).forEach(thrown::addSuppressed);
			return Mono.error(thrown);
		}

		/**
		 * Only the call on trial may let another one try.
		 */
		private void release(String model, Admission admission) {
			if (admission == Admission.TRIAL) {
				ModelLadder.this.cooling.released(model);
			}
		}

		private Mono<T> watched(String model, Admission admission, Mono<T> head) {
			CoolingModels cooling = ModelLadder.this.cooling;
			return head.doOnSuccess((value) -> cooling.succeeded(model)).doOnError((thrown) -> {
				if (ModelLadder.this.rules.follows().test(thrown)) {
					cooling.failed(model, ModelLadder.this.rules.coolDown().apply(thrown));
				}
				else {
					release(model, admission);
				}
			}).doOnCancel(() -> release(model, admission));
		}

	}

	/**
	 * Is told when another model has answered.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * Hear that another model has answered.
		 * @param asked the model asked for
		 * @param answering the other model
		 * @param reason why it was asked
		 */
		void fellBack(String asked, String answering, String reason);

	}

}
