package ai.apixo.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What the gateway has seen.
 *
 * @param requests requests of calls that are not cancelled
 * @param cancellableRequests requests of calls that are
 * @param open connections that are open
 * @param busy connections with a request that is not answered yet
 * @param accepted connections so far
 */
record GatewayFigures(long requests, long cancellableRequests, int open, int busy, int accepted) {

	static GatewayFigures of(String url) {
		try (var answer = URI.create(url + "/").toURL().openStream()) {
			String[] figures = new String(answer.readAllBytes(), StandardCharsets.UTF_8).split(" ");
			return new GatewayFigures(Long.parseLong(figures[0]), Long.parseLong(figures[1]),
					Integer.parseInt(figures[2]), Integer.parseInt(figures[3]), Integer.parseInt(figures[4]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
