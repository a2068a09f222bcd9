package ai.apixo.tool;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.raw.ExactJson;

/**
 * Takes what a publisher emits: one value, or many one by one.
 */
final class ToolValues implements CoreSubscriber<Object> {

	private final ToolCallExecution execution;

	private final ToolResults results;

	private final boolean many;

	private final Context context;

	private final StringBuilder array = new StringBuilder("[");

	private long size;

	private @Nullable Object single;

	private volatile @Nullable Subscription subscription;

	ToolValues(ToolCallExecution execution, ToolResults results, boolean many, Context context) {
		this.execution = execution;
		this.results = results;
		this.many = many;
		this.context = context;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		if (this.execution.isDisposed()) {
			subscription.cancel();
		}
		else {
			subscription.request(this.many ? 1 : Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(Object value) {
		if (this.execution.isDisposed()) {
			return;
		}
		if (!this.many) {
			this.single = value;
			return;
		}
		try {
			add(this.results.json(value));
		}
		catch (Throwable ex) {
			cancel();
			this.execution.fail(ex);
		}
	}

	private void add(String json) {
		this.size += ToolResults.size(json) + 1;
		String excess = this.results.excess(this.size);
		if (excess != null) {
			cancel();
			this.execution.tooLarge(excess);
			return;
		}
		this.array.append((this.array.length() > 1) ? "," : "").append(json);
		this.execution.progress(ExactJson.parse(json));
	}

	@Override
	public void onError(Throwable failure) {
		this.execution.fail(failure);
	}

	@Override
	public void onComplete() {
		if (this.many) {
			this.execution.completeWith(Content.of(this.array.append(']').toString()));
		}
		else {
			this.execution.complete(this.single);
		}
	}

	void request() {
		Subscription current = this.subscription;
		if (current != null) {
			current.request(1);
		}
	}

	void cancel() {
		Subscription current = this.subscription;
		if (current != null) {
			try {
				current.cancel();
			}
			catch (Throwable ex) {
				Operators.onErrorDropped(ex, this.context);
			}
		}
	}

}
