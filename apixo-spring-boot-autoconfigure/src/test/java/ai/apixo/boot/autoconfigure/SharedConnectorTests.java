package ai.apixo.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class SharedConnectorTests {

	private final AtomicInteger created = new AtomicInteger();

	private final ApixoConnectorFactory factory = new ApixoConnectorFactory((settings) -> {
		this.created.incrementAndGet();
		ClientHttpConnector connector = (method, uri, request) -> Mono.just(new MockClientHttpResponse(200));
		return connector;
	}, HttpClientSettings.defaults(), new ApixoHttpProperties());

	private final SharedConnector connector = new SharedConnector(this.factory, () -> null, Runnable::run);

	@Test
	void createsAConnectorWhenTheBundleChanges() {
		this.connector.renew();
		assertThat(this.created).hasValue(2);
	}

	@Test
	@DisplayName("LIFE-1 a bundle that changes while the application closes opens nothing")
	void createsNoConnectorOnceItIsClosed() {
		this.connector.destroy();
		this.connector.renew();
		assertThat(this.created).hasValue(1);
	}

}
