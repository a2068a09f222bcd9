package ai.apixo.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;

/**
 * What the gateway has seen.
 *
 * @param requests requests of calls that are not cancelled
 * @param cancellableRequests requests of calls that are
 * @param open connections that are open
 * @param busy connections with a request that is not answered yet
 * @param accepted connections so far
 * @param unanswered requests on used connections that ended without a byte
 * @param http2Requests requests by HTTP/2
 * @param http2Open streams of HTTP/2 that are open
 */
record GatewayFigures(long requests, long cancellableRequests, int open, int busy, int accepted, long unanswered,
		long http2Requests, int http2Open) {

	static GatewayFigures of(String url) {
		try {
			URLConnection question = URI.create(url + "/").toURL().openConnection();
			// A connection that is kept would be counted by the next question.
			question.setRequestProperty("Connection", "close");
			String[] figures = new String(question.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ");
			return new GatewayFigures(Long.parseLong(figures[0]), Long.parseLong(figures[1]),
					Integer.parseInt(figures[2]), Integer.parseInt(figures[3]), Integer.parseInt(figures[4]),
					Long.parseLong(figures[5]), Long.parseLong(figures[6]), Integer.parseInt(figures[7]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
