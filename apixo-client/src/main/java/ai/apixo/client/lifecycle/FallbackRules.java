package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * When to ask another model, and which.
 *
 * @param rungs the models, the best first
 * @param follows tells whether the next model is asked after a failure
 * @param coolDown tells for how long a model is passed over after a failure
 * @since 0.1.0
 */
public record FallbackRules(List<ModelRung> rungs, Predicate<Throwable> follows,
		Function<Throwable, Duration> coolDown) {

	/**
	 * Return what comes below a model.
	 */
	List<ModelRung> below(@Nullable String model) {
		int index = 0;
		while (index < this.rungs.size() && !this.rungs.get(index).model().equals(model)) {
			index++;
		}
		return (index < this.rungs.size()) ? this.rungs.subList(index + 1, this.rungs.size()) : this.rungs;
	}

}
