package ai.apixo.client.connector;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Sets an HTTP client of Jetty up for a gateway. To be used only where Jetty is on the
 * class path.
 *
 * @since 0.1.0
 */
public final class JettyGateway {

	/**
	 * Jetty has no limit of its own (HTTP-18).
	 */
	private static final int MAX_HEADERS_SIZE = 64 * 1024;

	private JettyGateway() {
	}

	/**
	 * Set a client up for a gateway. It follows no redirects, which would carry the key
	 * elsewhere, asks for no compression, which makes proxies hold streams back, bounds
	 * headers and informational responses, and responds to no challenge, since Jetty
	 * would hold each 401 back until it has read its body. Unless the client has a pool
	 * of buffers, it uses each buffer once: see {@link UnpooledJettyBuffers}.
	 * @param client a client that has not been started
	 */
	public static void configure(HttpClient client) {
		client.setFollowRedirects(false);
		client.setMaxResponseHeadersSize(MAX_HEADERS_SIZE);
		if (client.getByteBufferPool() == null) {
			client.setByteBufferPool(new UnpooledJettyBuffers());
		}
		client.addEventListener(new AfterStart());
		client.addBean(new JettyHandshakes(client));
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
