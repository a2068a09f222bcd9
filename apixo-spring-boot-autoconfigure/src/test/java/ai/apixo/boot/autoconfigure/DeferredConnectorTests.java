package ai.apixo.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DeferredConnectorTests {

	private static final URI ADDRESS = URI.create("http://localhost/v1/messages");

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final AtomicInteger created = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private final DeferredConnector connector = new DeferredConnector(() -> {
		this.created.incrementAndGet();
		ClientHttpConnector responding = (method, uri, request) -> Mono.just(new MockClientHttpResponse(200));
		return new OwnedConnector(responding, this.closed::incrementAndGet);
	});

	@Test
	void isNotCreatedBeforeTheFirstCall() {
		assertThat(this.created).hasValue(0);
		StepVerifier.create(connect(this.connector)).expectNextCount(1).expectComplete().verify(LIMIT);
		assertThat(this.created).hasValue(1);
	}

	@Test
	void isCreatedOnceForCallsThatMeet() {
		Mono<ClientHttpResponse> call = Mono.defer(() -> connect(this.connector)).subscribeOn(Schedulers.parallel());
		StepVerifier.create(Mono.zip(call, call)).expectNextCount(1).expectComplete().verify(LIMIT);
		assertThat(this.created).hasValue(1);
	}

	@Test
	void isNotCreatedOnThreadsThatMustNotBlock() {
		DeferredConnector asking = new DeferredConnector(() -> {
			assertThat(Schedulers.isInNonBlockingThread()).isFalse();
			return OwnedConnector.of((method, uri, request) -> Mono.just(new MockClientHttpResponse(200)));
		});
		StepVerifier.create(Mono.defer(() -> connect(asking)).subscribeOn(Schedulers.parallel()))
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void isCreatedByOneThreadForManyCalls() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(50);
		CountDownLatch served = new CountDownLatch(50);
		AtomicLong threads = new AtomicLong();
		DeferredConnector waiting = new DeferredConnector(() -> {
			awaitAll(begun);
			threads.set(Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals("apixo-connector-start"))
				.count());
			return OwnedConnector.of((method, uri, request) -> Mono.just(new MockClientHttpResponse(200)));
		});
		for (int call = 0; call < 50; call++) {
			Schedulers.parallel().schedule(() -> {
				connect(waiting).subscribe((response) -> served.countDown());
				begun.countDown();
			});
		}
		assertThat(served.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(threads).hasValueLessThan(10); // one of another test may be about to
													// end
	}

	@Test
	void failsTheCallWhateverCreatingItThrows() {
		DeferredConnector failing = new DeferredConnector(() -> {
			throw new NoClassDefFoundError("reactor/netty/http/client/HttpClient");
		});
		StepVerifier.create(Mono.defer(() -> connect(failing)).subscribeOn(Schedulers.parallel()))
			.expectError(NoClassDefFoundError.class)
			.verify(LIMIT);
	}

	@Test
	void isCreatedByTheNextCallIfItFailed() {
		AtomicInteger attempts = new AtomicInteger();
		DeferredConnector failingOnce = new DeferredConnector(() -> {
			if (attempts.incrementAndGet() == 1) {
				throw new IllegalStateException("Too many open files");
			}
			return OwnedConnector.of((method, uri, request) -> Mono.just(new MockClientHttpResponse(200)));
		});
		assertThatIllegalStateException().isThrownBy(() -> connect(failingOnce));
		StepVerifier.create(connect(failingOnce)).expectNextCount(1).expectComplete().verify(LIMIT);
	}

	@Test
	void closesWhatItCreated() {
		StepVerifier.create(connect(this.connector)).expectNextCount(1).expectComplete().verify(LIMIT);
		this.connector.close();
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void isNotCreatedOnceItHasBeenClosed() {
		this.connector.close();
		assertThatIllegalStateException().isThrownBy(() -> connect(this.connector));
		assertThat(this.created).hasValue(0);
		assertThat(this.closed).hasValue(0);
	}

	private static void awaitAll(CountDownLatch latch) {
		try {
			assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Mono<ClientHttpResponse> connect(ClientHttpConnector connector) {
		return connector.connect(HttpMethod.POST, ADDRESS, (request) -> request.setComplete());
	}

}
