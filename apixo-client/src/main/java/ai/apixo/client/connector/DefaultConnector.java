package ai.apixo.client.connector;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;

/**
 * Creates the connector of clients that were given none.
 *
 * @since 0.1.0
 */
public final class DefaultConnector {

	/**
	 * The default of the auto-configuration, too.
	 */
	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	static final boolean REACTOR_NETTY_PRESENT = isPresent("reactor.netty.http.client.HttpClient");

	static final boolean JETTY_PRESENT = isPresent("org.eclipse.jetty.client.HttpClient")
			&& isPresent("org.eclipse.jetty.reactive.client.ReactiveRequest");

	private DefaultConnector() {
	}

	/**
	 * Create the connector. It uses the proxies that the system properties of the JVM
	 * name, and takes at most five seconds to connect.
	 * @return a connector on Reactor Netty or Jetty, or {@code null} if neither is on the
	 * class path and {@code WebClient} has to choose
	 */
	public static @Nullable ClientHttpConnector create() {
		if (REACTOR_NETTY_PRESENT) {
			return ReactorNettyGateway.connector(CONNECT_TIMEOUT);
		}
		return JETTY_PRESENT ? JettyGateway.connector(CONNECT_TIMEOUT) : null;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, DefaultConnector.class.getClassLoader());
	}

}
