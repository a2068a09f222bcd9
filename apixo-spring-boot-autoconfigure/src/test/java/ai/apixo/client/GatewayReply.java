package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The server's side of one exchange.
 */
public final class GatewayReply {

	private final Socket socket;

	private final GatewayRequest request;

	GatewayReply(Socket socket, GatewayRequest request) {
		this.socket = socket;
		this.request = request;
	}

	public GatewayRequest request() {
		return this.request;
	}

	/**
	 * Writes a whole reply with a content length.
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
	public GatewayReply startStream(String... headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
		head.append("Transfer-Encoding: chunked\r\n");
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		write(head.append("\r\n").toString());
		return this;
	}

	public GatewayReply chunk(String text) throws IOException {
		return chunk(text.getBytes(StandardCharsets.UTF_8));
	}

	public GatewayReply chunk(byte[] bytes) throws IOException {
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
	 * Sends nothing more and waits until the client has closed the connection.
	 */
	public void awaitClose() throws IOException {
		InputStream input = this.socket.getInputStream();
		while (input.read() >= 0) {
			// Nothing is expected.
		}
	}

}
