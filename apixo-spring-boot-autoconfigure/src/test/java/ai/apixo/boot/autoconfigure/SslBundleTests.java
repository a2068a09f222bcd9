package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.pkitesting.X509Bundle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.error.ApixoConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS by SSL bundles, with certificates made in the test.
 */
class SslBundleTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + Gateways.KEY);

	private ApplicationContextRunner trusting(TlsGateway gateway) {
		return this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.url(), "apixo.http.ssl.bundle=gateway",
				"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem());
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	void authorityOfTheBundleIsTrusted(String connector) {
		try (TlsGateway gateway = TlsGateway.start()) {
			trusting(gateway).withPropertyValues("spring.http.clients.reactive.connector=" + connector)
				.run(SslBundleTests::call);
			assertThat(gateway.protocols()).containsExactly("HTTP/1.1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("SEC-8: a certificate that nobody vouches for is a connection failure, not retried")
	void unknownAuthorityIsAConnectionFailure(String connector) {
		try (TlsGateway gateway = TlsGateway.start()) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
					.expectErrorSatisfies(
							(failure) -> assertThat(failure).isInstanceOfSatisfying(ApixoConnectionException.class,
									(connection) -> assertThat(connection.isRetryable()).isFalse()))
					.verify(LIMIT));
			assertThat(gateway.protocols()).isEmpty();
		}
	}

	@Test
	void bundleOfTheApplicationsClientsIsInherited() {
		try (TlsGateway gateway = TlsGateway.start()) {
			trusting(gateway).withPropertyValues("apixo.http.ssl.bundle=", "spring.http.clients.ssl.bundle=gateway")
				.run(SslBundleTests::call);
		}
	}

	@Test
	void certificateOfTheBundleIsShown() {
		try (TlsGateway gateway = TlsGateway.startDemandingCertificates()) {
			X509Bundle client = gateway.issueClientCertificate();
			trusting(gateway)
				.withPropertyValues(
						"spring.ssl.bundle.pem.gateway.keystore.certificate=" + client.getCertificatePathPEM(),
						"spring.ssl.bundle.pem.gateway.keystore.private-key=" + client.getPrivateKeyPEM())
				.run(SslBundleTests::call);
		}
	}

	@Test
	void missingClientCertificateIsAConnectionFailure() {
		try (TlsGateway gateway = TlsGateway.startDemandingCertificates()) {
			trusting(gateway).withPropertyValues("apixo.retry.enabled=false").run(SslBundleTests::fail);
		}
	}

	@Test
	@DisplayName("HTTP-17: HTTP/2 is spoken with the certificates of the bundle")
	void http2IsSpokenWithTheCertificatesOfTheBundle() {
		try (TlsGateway gateway = TlsGateway.start()) {
			trusting(gateway).withPropertyValues("apixo.http.protocol=http2").run((context) -> {
				call(context);
				call(context);
			});
			assertThat(gateway.protocols()).containsExactly("HTTP/2.0", "HTTP/2.0");
		}
	}

	@Test
	void unknownBundleStopsTheStart() {
		this.contextRunner.withPropertyValues("apixo.http.ssl.bundle=unknown")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoSuchSslBundleException.class)
				.hasMessageContaining("unknown"));
	}

	@Test
	void bundleWithoutAnySslBundlesStopsTheStart() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class))
			.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.http.ssl.bundle=gateway")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("no SSL bundles found"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	void bundleThatChangesIsUsedFromTheNextCallOn(String connector) {
		try (TlsGateway before = TlsGateway.start(); TlsGateway after = TlsGateway.start()) {
			trusting(before)
				.withPropertyValues("apixo.base-url=" + after.url(), "apixo.retry.enabled=false",
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					fail(context);
					SslBundleRegistry registry = (SslBundleRegistry) context.getBean(SslBundles.class);
					registry.updateBundle("gateway", trusting(after.authorityPem()));
					call(context);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("LIFE-1: calls that are open or wait for a connection go on when the bundle changes")
	void openAndWaitingCallsSurviveANewBundle(String connector) {
		CountDownLatch renewed = new CountDownLatch(1);
		Flux<String> slow = Flux.just(Gateways.HELLO.substring(0, 400))
			.concatWith(Flux.interval(Duration.ofMillis(10))
				.takeUntil((tick) -> renewed.getCount() == 0)
				.then(Mono.just(Gateways.HELLO.substring(400))));
		try (TlsGateway gateway = TlsGateway.start((response) -> response.sendString(slow))) {
			trusting(gateway)
				.withPropertyValues("apixo.retry.enabled=false", "apixo.http.max-connections=1",
						"apixo.http.connect-timeout=15s", "spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					Mono<Long> open = client.streamText(Gateways.request()).count().cache();
					Mono<Long> waiting = client.streamText(Gateways.request()).count().cache();
					open.subscribe();
					Awaitility.await().until(() -> gateway.protocols().size() == 1);
					waiting.subscribe();
					((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("gateway",
							trusting(gateway.authorityPem()));
					renewed.countDown();
					StepVerifier.create(open).expectNext(2L).expectComplete().verify(LIMIT);
					StepVerifier.create(waiting).expectNext(2L).expectComplete().verify(LIMIT);
				});
		}
	}

	@Test
	void bundleWhoseFileChangesIsUsedFromTheNextCallOn(@TempDir Path folder) throws IOException {
		try (TlsGateway before = TlsGateway.start(); TlsGateway after = TlsGateway.start()) {
			Path authority = Files.writeString(folder.resolve("authority.pem"), before.authorityPem());
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + after.url(), "apixo.retry.enabled=false",
						"apixo.http.ssl.bundle=gateway", "spring.ssl.bundle.pem.gateway.reload-on-update=true",
						"spring.ssl.bundle.pem.gateway.truststore.certificate=" + authority.toUri(),
						"spring.ssl.bundle.watch.file.quiet-period=10ms")
				.run((context) -> {
					fail(context);
					CountDownLatch reloaded = new CountDownLatch(1);
					// Run after the handler of the client, which was there before.
					context.getBean(SslBundles.class)
						.addBundleUpdateHandler("gateway", (updated) -> reloaded.countDown());
					Files.writeString(authority, after.authorityPem());
					assertThat(reloaded.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
					call(context);
				});
		}
	}

	private static SslBundle trusting(String authority) {
		return SslBundle
			.of(new PemSslStoreBundle(null, PemSslStore.load(new PemSslStoreDetails(null, authority, null))));
	}

	private static void call(ApplicationContext context) {
		StepVerifier.create(context.getBean(ApixoMessagesClient.class).streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	private static void fail(ApplicationContext context) {
		StepVerifier.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
			.expectError(ApixoConnectionException.class)
			.verify(LIMIT);
	}

}
