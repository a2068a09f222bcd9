package ai.apixo.client;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The watch for leaked buffers can see one.
 */
class LeakDetectionTests {

	@Test
	@DisplayName("HTTP-22 a buffer that nobody releases is noticed")
	void noticesLeak() {
		allocate();
		Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
			System.gc();
			allocate().release();
			return !TestJvm.leaks().isEmpty();
		});
		assertThat(TestJvm.leaks()).allSatisfy((leak) -> assertThat(leak).contains("LeakDetectionTests"));
	}

	/**
	 * Netty tells of a leak when it hands out the next buffer.
	 */
	private static ByteBuf allocate() {
		return PooledByteBufAllocator.DEFAULT.directBuffer(16);
	}

	@AfterEach
	void forget() {
		TestJvm.leaks().clear();
	}

}
