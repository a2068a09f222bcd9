package ai.apixo.benchmarks.soak;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import ai.apixo.messages.Message;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.TextDelta;

/**
 * Takes the answer to one call and compares each text with what the gateway sends.
 */
final class SoakSubscriber implements CoreSubscriber<Object> {

	private final int call;

	private final CallKind kind;

	private final Tally tally;

	private final Runnable whenEnded;

	private final String whole;

	private final AtomicInteger terminalSignals = new AtomicInteger();

	private int received;

	private @Nullable Subscription subscription;

	SoakSubscriber(int call, CallKind kind, Tally tally, Runnable whenEnded) {
		this.call = call;
		this.kind = kind;
		this.tally = tally;
		this.whenEnded = whenEnded;
		this.whole = Texts.whole(call);
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request((this.kind == CallKind.STREAMED) ? Long.MAX_VALUE : 1);
	}

	@Override
	public void onNext(Object element) {
		String text = text(element);
		if (this.terminalSignals.get() != 0 || !this.whole.startsWith(text, this.received)) {
			this.tally.differs(this.call);
		}
		this.received += text.length();
		Subscription current = this.subscription;
		if (current == null || this.kind == CallKind.STREAMED) {
			return;
		}
		if (this.kind == CallKind.CANCELLED && this.received > this.whole.length() / 2) {
			current.cancel();
			this.tally.cancelled();
			end();
		}
		else {
			current.request(1);
		}
	}

	private static String text(Object element) {
		if (element instanceof ContentBlockDelta delta && delta.delta() instanceof TextDelta text) {
			return text.text();
		}
		return (element instanceof Message message) ? message.text() : "";
	}

	@Override
	public void onComplete() {
		if (this.received != this.whole.length()) {
			this.tally.differs(this.call);
		}
		this.tally.completed();
		end();
	}

	@Override
	public void onError(Throwable failure) {
		this.tally.failed(failure);
		end();
	}

	private void end() {
		if (this.terminalSignals.incrementAndGet() == 1) {
			this.whenEnded.run();
		}
		else {
			this.tally.endedTwice(this.call);
		}
	}

}
