package ai.apixo.client.connector;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Promise;

/**
 * Skips responses that precede the final one, see RFC 9110, section 15.2. Unlike Jetty's
 * own handlers it does so for a limited number of them, of which Jetty keeps something
 * until the connection falls silent, for all informational statuses, and without losing a
 * cancellation that comes when one of them ends.
 */
final class JettyInformationalResponses implements ProtocolHandler, Response.Listener {

	private static final String NAME = JettyInformationalResponses.class.getName();

	static void install(ProtocolHandlers handlers) {
		handlers.remove(ContinueProtocolHandler.NAME);
		handlers.remove(ProcessingProtocolHandler.NAME);
		handlers.remove(EarlyHintsProtocolHandler.NAME);
		handlers.put(new JettyInformationalResponses());
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public boolean accept(Request request, Response response) {
		return HttpStatus.isInterim(response.getStatus());
	}

	@Override
	public Response.Listener getResponseListener() {
		return this;
	}

	@Override
	public void onSuccess(Response response) {
		HttpRequest request = (HttpRequest) response.getRequest();
		HttpConversation conversation = request.getConversation();
		awaitNext(conversation);
		Throwable end = (count(conversation) > InformationalResponses.MAX) ? InformationalResponses.tooMany()
				: request.getAbortCause();
		if (end != null) {
			conversation.abort(end, Promise.noop());
		}
	}

	private static void awaitNext(HttpConversation conversation) {
		conversation.updateResponseListeners(null);
		HttpExchange exchange = conversation.getExchanges().getLast();
		exchange.resetResponse();
	}

	private static int count(HttpConversation conversation) {
		int count = (conversation.getAttribute(NAME) instanceof Integer before) ? before + 1 : 1;
		conversation.setAttribute(NAME, count);
		return count;
	}

	@Override
	public void onFailure(Response response, Throwable failure) {
		HttpConversation conversation = ((HttpRequest) response.getRequest()).getConversation();
		conversation.updateResponseListeners(null);
		conversation.getResponseListeners().notifyFailure(response, failure);
	}

}
