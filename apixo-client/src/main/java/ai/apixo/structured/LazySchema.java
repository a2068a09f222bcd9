package ai.apixo.structured;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The schema of a type. Deriving one takes milliseconds and loads classes, so it is not
 * done on a thread that must not block.
 *
 * @param <T> the type
 */
final class LazySchema<T> {

	private final JsonSchemas schemas;

	private final Type type;

	private final AnswerForm form;

	private volatile @Nullable JsonSchema<T> derived;

	LazySchema(JsonSchemas schemas, Type type, AnswerForm form) {
		this.schemas = schemas;
		this.type = type;
		this.form = form;
		if (!Schedulers.isInNonBlockingThread()) {
			get();
		}
	}

	/**
	 * Return the schema, on another thread if it is yet to be derived and this thread
	 * must not block.
	 * @return the schema
	 */
	Mono<JsonSchema<T>> mono() {
		return Mono.defer(() -> {
			JsonSchema<T> ready = this.derived;
			if (ready == null && Schedulers.isInNonBlockingThread()) {
				return Mono.fromCallable(this::get).subscribeOn(Schedulers.boundedElastic());
			}
			return Mono.just((ready != null) ? ready : get());
		});
	}

	JsonSchema<T> get() {
		JsonSchema<T> ready = this.derived;
		if (ready == null) {
			ready = this.schemas.schema(this.type);
			this.form.check(ready);
			this.derived = ready;
		}
		return ready;
	}

}
