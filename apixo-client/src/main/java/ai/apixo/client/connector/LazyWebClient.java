package ai.apixo.client.connector;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A {@code WebClient} that is built for the first call, since building it loads the
 * codecs of Spring and much of Reactor. Calls that are first at the same time may build
 * one each, so that none waits for another on an event loop.
 *
 * @since 0.1.0
 */
public final class LazyWebClient {

	private final WebClient.Builder builder;

	private volatile @Nullable WebClient built;

	/**
	 * Create a {@code WebClient} that is not built yet.
	 * @param builder the builder, which must not change any more
	 */
	public LazyWebClient(WebClient.Builder builder) {
		this.builder = builder;
	}

	/**
	 * Return the {@code WebClient}.
	 * @return the {@code WebClient}, built now or before
	 */
	public WebClient get() {
		WebClient known = this.built;
		if (known == null) {
			known = this.builder.build();
			this.built = known;
		}
		return known;
	}

}
