package ai.apixo.client.connector;

import java.time.Duration;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.JettyClientHttpConnector;

/**
 * Sets an HTTP client of Jetty up for a gateway. To be used only where Jetty is on the
 * class path.
 *
 * @since 0.1.0
 */
public final class JettyGateway {

	/**
	 * Jetty has no limit of its own for responses (HTTP-18), and one for requests that
	 * long tokens exceed.
	 */
	private static final int MAX_HEADERS_SIZE = 64 * 1024;

	private JettyGateway() {
	}

	/**
	 * Set a client up for a gateway. It follows no redirects, which would carry the key
	 * elsewhere, asks for no compression, which makes proxies hold streams back, bounds
	 * headers and informational responses, closes idle connections, and responds to no
	 * challenge, since Jetty would hold each 401 back until it has read its body. Unless
	 * the client has a pool of buffers, it uses each buffer once: see
	 * {@link UnpooledJettyBuffers}.
	 * @param client a client that has not been started
	 */
	public static void configure(HttpClient client) {
		client.setFollowRedirects(false);
		client.setMaxResponseHeadersSize(MAX_HEADERS_SIZE);
		client.setMaxRequestHeadersSize(MAX_HEADERS_SIZE);
		client.setIdleTimeout(JettyConnections.MAX_IDLE_MILLIS);
		if (client.getByteBufferPool() == null) {
			client.setByteBufferPool(new UnpooledJettyBuffers());
		}
		client.addEventListener(new AfterStart());
		client.addBean(new JettyHandshakes(client));
		client.getRequestListeners().addListener(new JettyWaits(client));
		client.getRequestListeners().addListener(new JettyTunnels(client));
	}

	/**
	 * Let a client run on threads that do not keep the JVM alive, unless it has others.
	 * @param client a client that has not been started
	 */
	public static void useDaemonThreads(HttpClient client) {
		if (client.getExecutor() == null) {
			QueuedThreadPool threads = new QueuedThreadPool();
			threads.setName("apixo-jetty");
			threads.setDaemon(true);
			client.setExecutor(threads);
		}
		if (client.getScheduler() == null) {
			client.setScheduler(new ScheduledExecutorScheduler("apixo-jetty-scheduler", true));
		}
	}

	/**
	 * Create the connector of clients that were given none, through the proxies of the
	 * JVM. It is started here, because the first call would block an event loop with
	 * loading certificates and opening selectors.
	 */
	static ClientHttpConnector connector(Duration connectTimeout) {
		HttpClient client = new HttpClient();
		configure(client);
		useDaemonThreads(client);
		JettySystemProxy.addTo(client.getProxyConfiguration());
		client.setConnectTimeout(connectTimeout.toMillis());
		client.setHttpCookieStore(new HttpCookieStore.Empty());
		LifeCycle.start(client);
		return new JettyClientHttpConnector(client);
	}

	/**
	 * Observe the request that a connector is about to send.
	 * @param request a request
	 * @param threads where it may be called
	 * @return what is known of it, or {@code null} if another connector sends it
	 */
	static @Nullable ConnectionThread connectionThread(ClientHttpRequest request, ConnectionThread threads) {
		if (!(request.getNativeRequest() instanceof Request known)) {
			return null;
		}
		JettyConnections.observe(known);
		return new JettyConnectionThread(threads, known);
	}

	/**
	 * Changes what a client adds when it starts: content decoders, which make it ask for
	 * encodings (HTTP-19), and handlers of informational responses and of 401. The latter
	 * takes a response without a challenge for a failure, which can overtake its body.
	 */
	private static final class AfterStart implements LifeCycle.Listener {

		@Override
		public void lifeCycleStarted(LifeCycle started) {
			HttpClient client = (HttpClient) started;
			client.getContentDecoderFactories().clear();
			ProtocolHandlers handlers = client.getProtocolHandlers();
			handlers.remove(WWWAuthenticationProtocolHandler.NAME);
			JettyInformationalResponses.install(handlers);
		}

	}

}
