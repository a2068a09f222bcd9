package ai.apixo.client.connector;

import java.util.concurrent.CancellationException;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

import ai.apixo.client.Latch;
import ai.apixo.client.ScriptedGateway;

/**
 * Cancellations that Jetty itself would lose, as it takes the answer that just ends for
 * the last one.
 */
class JettyInformationalResponsesTests {

	@RepeatedTest(20)
	@DisplayName("HTTP-14 HTTP-18 cancelled just when an informational answer ends")
	void hearsCancellation() throws Exception {
		Latch closed = new Latch();
		HttpClient client = new HttpClient();
		client.start();
		client.getProtocolHandlers().clear();
		client.getProtocolHandlers().put(new CancelledAtTheEnd(new JettyInformationalResponses()));
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 103 Early Hints\r\n\r\n");
			response.awaitClose();
			closed.release();
		})) {
			client.POST(gateway.url()).send((result) -> {
			});
			closed.await();
		}
		finally {
			client.stop();
		}
	}

	private record CancelledAtTheEnd(
			JettyInformationalResponses handler) implements ProtocolHandler, Response.Listener {

		@Override
		public String getName() {
			return this.handler.getName();
		}

		@Override
		public boolean accept(Request request, Response response) {
			return this.handler.accept(request, response);
		}

		@Override
		public Response.Listener getResponseListener() {
			return this;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void onSuccess(Response response) {
			response.getRequest().abort(new CancellationException());
			this.handler.onSuccess(response);
		}

	}

}
