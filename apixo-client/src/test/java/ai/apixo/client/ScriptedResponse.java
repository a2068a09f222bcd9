package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's side of one exchange.
 */
public final class ScriptedResponse {

	private final Socket socket;

	private final GatewayRequest request;

	ScriptedResponse(Socket socket, GatewayRequest request) {
		this.socket = socket;
		this.request = request;
	}

	public GatewayRequest request() {
		return this.request;
	}

	/**
	 * Writes a whole response with a content length.
	 * @param status the status
	 * @param contentType the content type
	 * @param body the body
	 * @param headers further header lines
	 */
	public void respond(int status, String contentType, String body, String... headers) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		head.append("Content-Type: ").append(contentType).append("\r\n");
		head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
		write(head.toString());
		write(bytes);
	}

	/**
	 * Begins a chunked event stream.
	 * @param headers further header lines
	 */
	public ScriptedResponse startStream(String... headers) throws IOException {
		StringBuilder head = new StringBuilder(Requests.STREAM_HEAD);
		head.append("Transfer-Encoding: chunked\r\n");
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		write(head.append("\r\n").toString());
		return this;
	}

	public ScriptedResponse chunk(String text) throws IOException {
		return chunk(text.getBytes(StandardCharsets.UTF_8));
	}

	public ScriptedResponse chunk(byte[] bytes) throws IOException {
		write(Integer.toHexString(bytes.length).toUpperCase(Locale.ROOT) + "\r\n");
		write(bytes);
		write("\r\n");
		return this;
	}

	/**
	 * Ends a chunked body as HTTP demands.
	 */
	public void endStream() throws IOException {
		write("0\r\n\r\n");
	}

	public void write(String text) throws IOException {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	public void write(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
	}

	/**
	 * Writes the same over and over until the client closes the connection.
	 * @param text what to write
	 * @param sent counts the bytes
	 */
	public void writeUntilClosed(String text, AtomicLong sent) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		try {
			while (true) {
				write(bytes);
				sent.addAndGet(bytes.length);
			}
		}
		catch (IOException ex) {
			// The client has closed the connection.
		}
	}

	/**
	 * Closes the connection in the middle with a FIN.
	 */
	public void finish() throws IOException {
		this.socket.close();
	}

	/**
	 * Closes the connection in the middle with a RST.
	 */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	/**
	 * Sends nothing for a while, or until the client has closed the connection.
	 * @param duration how long
	 */
	public ScriptedResponse pause(Duration duration) throws IOException {
		int before = this.socket.getSoTimeout();
		this.socket.setSoTimeout((int) duration.toMillis());
		try {
			if (this.socket.getInputStream().read() >= 0) {
				throw new IOException("The client went on sending");
			}
		}
		catch (SocketTimeoutException ex) {
			this.socket.setSoTimeout(before);
		}
		return this;
	}

	/**
	 * Sends nothing more and waits until the client has closed the connection.
	 */
	public void awaitClose() throws IOException {
		this.socket.setSoTimeout(20_000);
		InputStream input = this.socket.getInputStream();
		try {
			while (input.read() >= 0) {
				// Nothing is expected.
			}
		}
		catch (SocketException ex) {
			// Closed with bytes unread.
		}
	}

}
