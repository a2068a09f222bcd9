package ai.apixo.boot;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import ai.apixo.client.Gateways;

/**
 * A gateway on loopback that writes HTTP/2 frame by frame, where a server would be too
 * well-behaved. It plays the script for the first request and streams {@code Hello,
 * world} for the others.
 */
public final class FrameGateway implements AutoCloseable {

	private static final int PREFACE = 24;

	private final X509Bundle authority;

	private final SSLServerSocket serverSocket;

	private final Script script;

	private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private FrameGateway(Script script) throws Exception {
		this.script = script;
		this.authority = new CertificateBuilder().subject("CN=authority")
			.setIsCertificateAuthority(true)
			.rsa2048()
			.buildSelfSigned();
		X509Bundle certificate = new CertificateBuilder().subject("CN=gateway")
			.addSanIpAddress("127.0.0.1")
			.rsa2048()
			.buildIssuedBy(this.authority);
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
		this.serverSocket = (SSLServerSocket) tls.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
		SSLParameters parameters = this.serverSocket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		this.serverSocket.setSSLParameters(parameters);
		daemon(this::accept);
	}

	public static FrameGateway playing(Script script) {
		try {
			return new FrameGateway(script);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String url() {
		return "https://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	public String authorityPem() {
		return this.authority.getCertificatePEM();
	}

	public int requests() {
		return this.requests.get();
	}

	private void accept() {
		try {
			while (true) {
				SSLSocket socket = (SSLSocket) this.serverSocket.accept();
				this.sockets.add(socket);
				daemon(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// The gateway was closed.
		}
	}

	private void serve(SSLSocket socket) {
		try (socket) {
			DataInputStream input = new DataInputStream(socket.getInputStream());
			Frames frames = new Frames(new DataOutputStream(socket.getOutputStream()));
			input.readFully(new byte[PREFACE]);
			frames.write(Frames.SETTINGS, 0, 0);
			while (true) {
				int length = (input.readUnsignedByte() << 16) | input.readUnsignedShort();
				int type = input.readUnsignedByte();
				int flags = input.readUnsignedByte();
				int stream = input.readInt();
				input.readFully(new byte[length]);
				if (type == Frames.SETTINGS && flags == 0) {
					frames.write(Frames.SETTINGS, Frames.END, 0);
				}
				else if (type == Frames.DATA && flags == Frames.END) {
					respond(frames, stream);
				}
			}
		}
		catch (IOException ex) {
			// The client has closed the connection, or the gateway was closed.
		}
	}

	private void respond(Frames frames, int stream) throws IOException {
		if (this.requests.incrementAndGet() == 1) {
			this.script.play(frames, stream);
		}
		else {
			frames.head(stream).data(stream, Frames.END, Gateways.HELLO);
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "frame-gateway");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
			for (SSLSocket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the gateway writes for a request.
	 */
	@FunctionalInterface
	public interface Script {

		void play(Frames frames, int stream) throws IOException;

	}

	/**
	 * Writes frames, see RFC 9113, section 6.
	 *
	 * @param output the connection
	 */
	public record Frames(DataOutputStream output) {

		public static final int DATA = 0;

		public static final int HEADERS = 1;

		public static final int RST_STREAM = 3;

		public static final int SETTINGS = 4;

		public static final int GOAWAY = 7;

		public static final int CONTINUATION = 9;

		public static final int END = 1;

		public static final int END_HEADERS = 4;

		public Frames write(int type, int flags, int stream, byte... payload) throws IOException {
			this.output.writeByte(payload.length >> 16);
			this.output.writeShort(payload.length);
			this.output.writeByte(type);
			this.output.writeByte(flags);
			this.output.writeInt(stream);
			this.output.write(payload);
			this.output.flush();
			return this;
		}

		public Frames head(int stream) throws IOException {
			return write(HEADERS, END_HEADERS, stream, headers(":status", "200", "content-type", "text/event-stream"));
		}

		public Frames data(int stream, int flags, String text) throws IOException {
			return write(DATA, flags, stream, text.getBytes(StandardCharsets.UTF_8));
		}

		public Frames reset(int stream, int code) throws IOException {
			return write(RST_STREAM, 0, stream, ByteBuffer.allocate(Integer.BYTES).putInt(code).array());
		}

		public Frames goAway(int lastStream, int code) throws IOException {
			return write(GOAWAY, 0, 0, ByteBuffer.allocate(2 * Integer.BYTES).putInt(lastStream).putInt(code).array());
		}

		/**
		 * Encodes short header fields without the tables of HPACK.
		 */
		public static byte[] headers(String... namesAndValues) {
			ByteArrayOutputStream encoded = new ByteArrayOutputStream();
			for (int index = 0; index < namesAndValues.length; index++) {
				byte[] text = namesAndValues[index].getBytes(StandardCharsets.US_ASCII);
				if (index % 2 == 0) {
					encoded.write(0);
				}
				encoded.write(text.length);
				encoded.writeBytes(text);
			}
			return encoded.toByteArray();
		}

	}

}
