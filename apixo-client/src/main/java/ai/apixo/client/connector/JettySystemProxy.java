package ai.apixo.client.connector;

import java.util.regex.Pattern;

import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;

/**
 * A proxy of one scheme that the system properties of the JVM name, such as
 * {@code https.proxyHost}. Jetty does not look at them by itself.
 */
final class JettySystemProxy extends HttpProxy {

	private final String scheme;

	private final Pattern direct;

	private JettySystemProxy(String scheme, String host, int port, Pattern direct) {
		super(host, port);
		this.scheme = scheme;
		this.direct = direct;
	}

	static void addTo(ProxyConfiguration configuration) {
		Pattern direct = pattern(System.getProperty("http.nonProxyHosts", "localhost|127.*|[::1]"));
		add(configuration, "https", 443, direct);
		add(configuration, "http", 80, direct);
	}

	private static void add(ProxyConfiguration configuration, String scheme, int defaultPort, Pattern direct) {
		String host = System.getProperty(scheme + ".proxyHost", "").strip();
		if (!host.isEmpty()) {
			int port = Integer.getInteger(scheme + ".proxyPort", defaultPort);
			configuration.addProxy(new JettySystemProxy(scheme, host, port, direct));
		}
	}

	private static Pattern pattern(String hosts) {
		String quoted = Pattern.quote(hosts).replace("*", "\\E.*\\Q").replace("|", "\\E|\\Q");
		return Pattern.compile(quoted, Pattern.CASE_INSENSITIVE);
	}

	@Override
	public boolean matches(Origin origin) {
		return this.scheme.equals(origin.getScheme()) && !this.direct.matcher(origin.getAddress().getHost()).matches();
	}

}
