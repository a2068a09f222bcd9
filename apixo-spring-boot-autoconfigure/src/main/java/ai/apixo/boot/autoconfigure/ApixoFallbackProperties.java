package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import ai.apixo.client.ModelFallback;

/**
 * Other models to ask instead of one that fails.
 *
 * @since 0.1.0
 */
public class ApixoFallbackProperties {

	/**
	 * Comma-separated list of models to fall back to when one fails, in order of
	 * preference. A request for one of them falls back to those after it.
	 */
	private List<String> models = new ArrayList<>();

	/**
	 * Comma-separated list of HTTP statuses for which to fall back to the next model. An
	 * 'overloaded_error' counts as 529.
	 */
	private List<Integer> statuses = new ArrayList<>(List.of(500, 502, 503, 504, 529));

	/**
	 * Time for which a model that failed is skipped. A longer time advised by the gateway
	 * takes precedence, up to 5 minutes. In milliseconds unless a unit is given.
	 */
	private Duration coolDown = Duration.ofSeconds(30);

	/**
	 * Return the comma-separated list of models to fall back to when one fails, in order
	 * of preference.
	 * @return the models
	 */
	public List<String> getModels() {
		return this.models;
	}

	/**
	 * Set the comma-separated list of models to fall back to when one fails, in order of
	 * preference.
	 * @param models the models
	 */
	public void setModels(List<String> models) {
		this.models = models;
	}

	/**
	 * Return the comma-separated list of HTTP statuses for which to fall back to the next
	 * model.
	 * @return the statuses
	 */
	public List<Integer> getStatuses() {
		return this.statuses;
	}

	/**
	 * Set the comma-separated list of HTTP statuses for which to fall back to the next
	 * model.
	 * @param statuses the statuses
	 */
	public void setStatuses(List<Integer> statuses) {
		this.statuses = statuses;
	}

	/**
	 * Return the time for which a model that failed is skipped.
	 * @return the time
	 */
	public Duration getCoolDown() {
		return this.coolDown;
	}

	/**
	 * Set the time for which a model that failed is skipped.
	 * @param coolDown the time
	 */
	public void setCoolDown(Duration coolDown) {
		this.coolDown = coolDown;
	}

	/**
	 * Return the models to ask instead.
	 * @return the models, or {@code null} if there are none
	 */
	@Nullable ModelFallback fallback() {
		String[] named = this.models.stream().filter(StringUtils::hasText).map(String::strip).toArray(String[]::new);
		return (named.length > 0) ? ModelFallback.to(named)
			.withStatuses(this.statuses.stream().mapToInt(Integer::intValue).toArray())
			.withCoolDown(this.coolDown) : null;
	}

}
