package com.example.release;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.test.StepVerifier;

import ai.apixo.boot.LoopbackProxy;
import ai.apixo.boot.TlsGateway;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way to the gateway leads through a proxy.
 */
class ProxyConfigurationTests {

	@Test
	void callsGoThroughTheProxy() {
		try (LoopbackProxy proxy = LoopbackProxy.start(); TlsGateway gateway = TlsGateway.start()) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						ApixoAutoConfiguration.class))
				.withUserConfiguration(ProxyConfiguration.class)
				.withPropertyValues("proxy.host=127.0.0.1", "proxy.port=" + proxy.port(), "apixo.api-key=test-key",
						"apixo.base-url=" + gateway.url(), "apixo.http.ssl.bundle=gateway",
						"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem())
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).streamText(Gateways.request()))
					.expectNext("Hello", ", world")
					.expectComplete()
					.verify(Duration.ofSeconds(20)));
			assertThat(gateway.protocols()).hasSize(1);
			assertThat(proxy.targets()).containsExactly(gateway.url().substring("https://".length()));
		}
	}

}
