package ai.apixo.client.connector;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;

/**
 * Creates the connector of clients that were given none.
 *
 * @since 0.1.0
 */
public final class DefaultConnector {

	static final boolean REACTOR_NETTY_PRESENT = ClassUtils.isPresent("reactor.netty.http.client.HttpClient",
			DefaultConnector.class.getClassLoader());

	private DefaultConnector() {
	}

	/**
	 * Create the connector.
	 * @return a connector on Reactor's global resources, or {@code null} if Reactor Netty
	 * is not on the class path and {@code WebClient} has to choose
	 */
	public static @Nullable ClientHttpConnector create() {
		return REACTOR_NETTY_PRESENT ? ReactorNettyGateway.connector() : null;
	}

}
