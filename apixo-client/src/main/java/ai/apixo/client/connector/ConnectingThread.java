package ai.apixo.client.connector;

import java.net.ConnectException;
import java.net.SocketException;

import javax.net.ssl.SSLHandshakeException;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Where the connector may be called until a request has a connection. Nothing has been
 * sent yet.
 *
 * @param threads where the connector may be called
 */
record ConnectingThread(ConnectionThread threads) implements DelegatingThread {

	private static final int MAX_CAUSES = 20;

	@Override
	public boolean isUnanswered() {
		return true;
	}

	/**
	 * What resets a connection before a request of https could be sent has reset its TLS
	 * handshake, which does not show.
	 */
	@Override
	public void explain(Throwable failure) {
		if (failure instanceof WebClientRequestException request
				&& "https".equalsIgnoreCase(request.getUri().getScheme()) && isReset(failure)) {
			failure.addSuppressed(new SSLHandshakeException("The connection was closed"));
		}
	}

	private static boolean isReset(Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			boolean ofSocket = (cause instanceof SocketException && !(cause instanceof ConnectException))
					|| cause.getClass().getSimpleName().equals("NativeIoException");
			if (ofSocket && String.valueOf(cause.getMessage()).contains("reset")) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
