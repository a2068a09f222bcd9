package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holding a subscription of a connector.
 */
class SubscriptionSlotTests {

	@Test
	@DisplayName("HTTP-22 a connector that throws when it is cancelled keeps nobody from being told")
	void survivesFailingCancel() {
		IllegalStateException thrown = new IllegalStateException("Thrown by the connector");
		SubscriptionSlot slot = new SubscriptionSlot();
		slot.set(new Subscription() {

			@Override
			public void request(long count) {
				throw thrown;
			}

			@Override
			public void cancel() {
				throw thrown;
			}

		});
		slot.cancel();
		assertThat(TestJvm.droppedErrors()).extracting(Throwable::getCause).contains(thrown);
		TestJvm.droppedErrors().removeIf((dropped) -> thrown.equals(dropped.getCause()));
	}

}
