package ai.apixo.client;

import java.util.Map;
import java.util.function.BiConsumer;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/**
 * A retry that tells, for one call, when it is going to wait for another attempt. The
 * events of Resilience4j do not say which call they belong to.
 */
final class LoggedRetry implements Retry {

	private final Retry retry;

	private final BiConsumer<Throwable, Long> listener;

	LoggedRetry(Retry retry, BiConsumer<Throwable, Long> listener) {
		this.retry = retry;
		this.listener = listener;
	}

	@Override
	public String getName() {
		return this.retry.getName();
	}

	@Override
	public <T> Context<T> context() {
		return this.retry.context();
	}

	@Override
	public <T> AsyncContext<T> asyncContext() {
		return new LoggedContext<>(this.retry.asyncContext());
	}

	@Override
	public RetryConfig getRetryConfig() {
		return this.retry.getRetryConfig();
	}

	@Override
	public Map<String, String> getTags() {
		return this.retry.getTags();
	}

	@Override
	public EventPublisher getEventPublisher() {
		return this.retry.getEventPublisher();
	}

	@Override
	public Metrics getMetrics() {
		return this.retry.getMetrics();
	}

	private final class LoggedContext<T> implements AsyncContext<T> {

		private final AsyncContext<T> context;

		private LoggedContext(AsyncContext<T> context) {
			this.context = context;
		}

		@Override
		public void onComplete() {
			this.context.onComplete();
		}

		@Override
		public long onError(Throwable failure) {
			long wait = this.context.onError(failure);
			if (wait >= 0) {
				LoggedRetry.this.listener.accept(failure, wait);
			}
			return wait;
		}

		@Override
		public long onResult(T result) {
			return this.context.onResult(result);
		}

	}

}
