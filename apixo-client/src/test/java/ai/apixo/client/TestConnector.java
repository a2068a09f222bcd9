package ai.apixo.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelOption;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.http.HttpCookieStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.HttpProtocol;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.connector.JettyGateway;
import ai.apixo.client.connector.ReactorNettyGateway;
import ai.apixo.messages.event.StreamEvent;

/**
 * The connectors, set up as the auto-configuration does: no redirects, no compression, no
 * cookies, no read timeout, headers of bounded size.
 */
public enum TestConnector {

	REACTOR_NETTY {

		@Override
		ClientHttpConnector create(int maxConnections) {
			ConnectionProvider pool = ConnectionProvider.builder("test")
				.maxConnections(maxConnections)
				.pendingAcquireTimeout(Duration.ofMillis(500))
				.evictionPredicate(ReactorNettyGateway.eviction(Duration.ofSeconds(45)))
				.build();
			return new ReactorClientHttpConnector(
					ReactorNettyGateway.configure(reactor.netty.http.client.HttpClient.create(pool))
						.protocol(HttpProtocol.HTTP11));
		}

	},

	JETTY {

		@Override
		ClientHttpConnector create(int maxConnections) {
			HttpClient client = new HttpClient();
			JettyGateway.configure(client);
			client.setHttpCookieStore(new HttpCookieStore.Empty());
			client.setMaxConnectionsPerDestination(maxConnections);
			client.setConnectTimeout(500);
			return new JettyClientHttpConnector(client);
		}

	},

	/**
	 * Does not close the connection of a cancelled stream.
	 */
	JDK {

		@Override
		ClientHttpConnector create(int maxConnections) {
			return new JdkClientHttpConnector(java.net.http.HttpClient.newBuilder()
				.version(java.net.http.HttpClient.Version.HTTP_1_1)
				.followRedirects(java.net.http.HttpClient.Redirect.NEVER)
				.build());
		}

	};

	/**
	 * A connector with a time to connect, through an HTTP proxy if a port is given.
	 */
	static ClientHttpConnector connecting(TestConnector connector, int millis, @Nullable Integer proxyPort) {
		if (connector == JETTY) {
			HttpClient client = new HttpClient();
			JettyGateway.configure(client);
			client.setConnectTimeout(millis);
			if (proxyPort != null) {
				client.getProxyConfiguration().addProxy(new HttpProxy("127.0.0.1", proxyPort));
			}
			return new JettyClientHttpConnector(client);
		}
		reactor.netty.http.client.HttpClient client = ReactorNettyGateway
			.configure(reactor.netty.http.client.HttpClient.newConnection())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
		return new ReactorClientHttpConnector((proxyPort != null)
				? client.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxyPort))
				: client);
	}

	private static final Map<TestConnector, ClientHttpConnector> shared = new ConcurrentHashMap<>();

	abstract ClientHttpConnector create(int maxConnections);

	/**
	 * A connector that is shared by tests.
	 */
	ClientHttpConnector shared() {
		return shared.computeIfAbsent(this, TestConnector::warmedUp);
	}

	/**
	 * The first call of a JVM loads classes, which takes longer than the limits of some
	 * tests.
	 */
	private static ClientHttpConnector warmedUp(TestConnector connector) {
		ClientHttpConnector created = connector.create(1000);
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			Outcome.of(ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(gateway.url())
				.webClientBuilder(WebClient.builder().clientConnector(created))
				.build()
				.stream(Requests.hello()));
		}
		return created;
	}

	WebClient.Builder webClient() {
		return WebClient.builder().clientConnector(shared());
	}

	/**
	 * A builder for a client of a gateway that never tries again.
	 */
	public ApixoMessagesClient.Builder client(ScriptedGateway gateway) {
		return ApixoMessagesClient.builder()
			.apiKey(Requests.KEY)
			.baseUrl(gateway.url())
			.webClientBuilder(webClient())
			.retry(Retries.none());
	}

	Outcome<StreamEvent> streamThatCloses(Script script) {
		return streamThatCloses(script, UnaryOperator.identity());
	}

	/**
	 * What becomes of a stream after which the client has to close the connection, for
	 * the gateway keeps it open until its script has been played.
	 */
	Outcome<StreamEvent> streamThatCloses(Script script, UnaryOperator<ApixoMessagesClient.Builder> settings) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Outcome<StreamEvent> outcome = Outcome.of(settings.apply(client(gateway)).build().stream(Requests.hello()));
			gateway.awaitPlayed();
			return outcome;
		}
	}

}
