package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import ai.apixo.client.encode.PlainRequest;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.FallbackRules;
import ai.apixo.client.lifecycle.ModelRung;
import ai.apixo.messages.MessagesRequest;

/**
 * The models to fall back to when one fails, in order of preference. A request for a
 * model in the list falls back to those after it; a request for any other model has the
 * whole list. Immutable. <pre class="code">
 * ModelFallback fallback = ModelFallback.to(ApixoModels.CLAUDE_SONNET_4_6, ApixoModels.CLAUDE_HAIKU_4_5);
 * </pre>
 *
 * <p>
 * The next model is asked at once, provided that nothing has been delivered.
 * {@link ai.apixo.messages.ResponseInfo#fallbackModel()} says which model it was.
 *
 * @since 0.1.0
 */
public final class ModelFallback {

	private static final Set<Integer> DEFAULT_STATUSES = Set.of(500, 502, 503, 504, 529);

	/**
	 * No model answers what is wrong with the request, the key or the account.
	 */
	private static final Set<Integer> REFUSED_STATUSES = Set.of(400, 401, 402, 403, 404, 413, 422);

	private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(30);

	private static final Duration LONGEST_ADVICE = Duration.ofMinutes(5);

	private static final int OVERLOADED = 529;

	private final List<ModelRung> steps;

	private final Set<Integer> statuses;

	private final Duration coolDown;

	private ModelFallback(List<ModelRung> steps, Set<Integer> statuses, Duration coolDown) {
		this.steps = steps;
		this.statuses = statuses;
		this.coolDown = coolDown;
	}

	/**
	 * Create a fallback. Everything that other models may not accept is removed from the
	 * request: {@code thinking}, {@code output_config.effort}, and the thinking blocks of
	 * earlier turns.
	 * @param models the models, in order of preference
	 * @return the fallback
	 * @throws ApixoConfigurationException if a model is blank or listed twice
	 */
	public static ModelFallback to(String... models) {
		ModelFallback fallback = new ModelFallback(List.of(), DEFAULT_STATUSES, DEFAULT_COOL_DOWN);
		for (String model : models) {
			fallback = fallback.then(model, PlainRequest::of);
		}
		return fallback;
	}

	/**
	 * Return a fallback with another model at the end of the list, and a custom change to
	 * the request instead of the default one.
	 * @param model the model
	 * @param adaptation takes the request with {@code model} set and returns the request
	 * to send. If it throws an exception, no further model is asked
	 * @return the fallback
	 * @throws ApixoConfigurationException if the model is blank or listed twice
	 */
	public ModelFallback then(String model, UnaryOperator<MessagesRequest> adaptation) {
		if (model.isBlank() || models().contains(model)) {
			throw new ApixoConfigurationException(
					"The models to fall back to name " + (model.isBlank() ? "a blank one." : "'" + model + "' twice."),
					"List each model once, in order of preference.");
		}
		List<ModelRung> longer = new ArrayList<>(this.steps);
		longer.add(new ModelRung(model, adaptation));
		return new ModelFallback(List.copyOf(longer), this.statuses, this.coolDown);
	}

	/**
	 * Return a fallback for other failures.
	 * @param statuses the HTTP statuses for which to fall back to the next model, by
	 * default 500, 502, 503, 504 and 529; {@code overloaded_error} counts as 529
	 * @return the fallback
	 * @throws ApixoConfigurationException if a status is not a failure, or is one for
	 * which another model cannot help: 400, 401, 402, 403, 404, 413, 422
	 */
	public ModelFallback withStatuses(int... statuses) {
		Set<Integer> checked = new TreeSet<>();
		for (int status : statuses) {
			if (status < 400 || status > 599 || REFUSED_STATUSES.contains(status)) {
				throw new ApixoConfigurationException(
						"Status " + status + " cannot lead to another model: a different model could not help.",
						"Remove it. Allowed are failures other than 400, 401, 402, 403, 404, 413 and 422.");
			}
			checked.add(status);
		}
		return new ModelFallback(this.steps, Set.copyOf(checked), this.coolDown);
	}

	/**
	 * Return a fallback with a different time for which a model that failed is skipped.
	 * @param coolDown the time, by default 30 seconds; a longer time advised by the
	 * gateway takes precedence, up to 5 minutes
	 * @return the fallback
	 * @throws ApixoConfigurationException if the time is negative
	 */
	public ModelFallback withCoolDown(Duration coolDown) {
		if (coolDown.isNegative()) {
			throw new ApixoConfigurationException("The cool-down of models is " + coolDown + " but must be 0 or more.");
		}
		return new ModelFallback(this.steps, this.statuses, coolDown);
	}

	/**
	 * Return the models.
	 * @return the models, in order of preference
	 */
	public List<String> models() {
		return this.steps.stream().map(ModelRung::model).toList();
	}

	FallbackRules rules() {
		return new FallbackRules(this.steps, this::follows, this::coolDown);
	}

	/**
	 * Return whether the next model is asked after a failure.
	 */
	private boolean follows(Throwable failure) {
		return failure instanceof ApixoApiException api
				&& this.statuses.contains(api.isOverloaded() ? OVERLOADED : api.effectiveStatus());
	}

	/**
	 * Return for how long a model is passed over after a failure.
	 */
	private Duration coolDown(Throwable failure) {
		Duration advice = (failure instanceof ApixoApiException api) ? api.retryAfter() : null;
		if (advice == null || advice.compareTo(this.coolDown) <= 0) {
			return this.coolDown;
		}
		Duration bounded = (advice.compareTo(LONGEST_ADVICE) < 0) ? advice : LONGEST_ADVICE;
		return (bounded.compareTo(this.coolDown) > 0) ? bounded : this.coolDown;
	}

	@Override
	public String toString() {
		return "ModelFallback[models=" + models() + ", statuses=" + new TreeSet<>(this.statuses) + ", coolDown="
				+ this.coolDown + "]";
	}

}
