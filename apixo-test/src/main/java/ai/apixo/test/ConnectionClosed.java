package ai.apixo.test;

import java.io.IOException;

/**
 * The gateway closes the connection here.
 */
final class ConnectionClosed extends IOException {

	private final boolean reset;

	ConnectionClosed(boolean reset) {
		super(reset ? "Connection reset by peer" : "Connection closed by the gateway");
		this.reset = reset;
	}

	ConnectionClosed(Throwable cause) {
		super("The gateway behind this one has failed: " + cause.getMessage(), cause);
		this.reset = false;
	}

	boolean isReset() {
		return this.reset;
	}

}
