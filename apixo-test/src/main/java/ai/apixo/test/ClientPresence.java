package ai.apixo.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the client that sent a request still waits for the reply.
 */
final class ClientPresence {

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	void close() {
		this.closed.complete(null);
	}

	boolean isClosed() {
		return this.closed.isDone();
	}

	boolean isClosedWithin(Duration duration) {
		try {
			this.closed.get(TimeUnit.MILLISECONDS.convert(duration), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return isClosed();
		}
	}

}
