package ai.apixo.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real nginx between client and gateway, which speaks TLS and HTTP/2 to the client.
 */
public final class Nginx implements AutoCloseable {

	public static final String HOW_TO_INSTALL = "nginx is not installed here; on Debian: apt-get install nginx-light";

	private static final Path EXECUTABLE = Path.of("/usr/sbin/nginx");

	private final Path folder;

	private final int port;

	private Process process;

	private Nginx(Path folder, int port) throws IOException {
		this.folder = folder;
		this.port = port;
		this.process = launch();
	}

	/**
	 * Whether there is nginx, or has to be.
	 */
	public static boolean canStart() {
		return Files.isExecutable(EXECUTABLE) || "required".equals(System.getenv("NGINX_TESTS"));
	}

	/**
	 * Start nginx.
	 * @param gateway the address to pass requests on to
	 * @param certificate certificate and key of the server
	 * @param directives further lines of the server's configuration
	 * @return the running nginx
	 */
	public static Nginx start(String gateway, TestCertificate certificate, String... directives) {
		try {
			Path folder = Files.createTempDirectory("nginx");
			int port = freePort();
			Files.writeString(folder.resolve("server.pem"), certificate.certificatePem());
			Files.writeString(folder.resolve("server.key"), certificate.privateKeyPem());
			Files.writeString(folder.resolve("nginx.conf"), """
					daemon off;
					master_process on;
					worker_processes 1;
					pid %1$s/nginx.pid;
					error_log %1$s/error.log;
					events { worker_connections 512; }
					http {
						access_log off;
						client_body_temp_path %1$s/body;
						proxy_temp_path %1$s/proxy;
						fastcgi_temp_path %1$s/fastcgi;
						uwsgi_temp_path %1$s/uwsgi;
						scgi_temp_path %1$s/scgi;
						server {
							listen 127.0.0.1:%2$d ssl http2;
							ssl_certificate %1$s/server.pem;
							ssl_certificate_key %1$s/server.key;
							%4$s
							location / {
								proxy_pass %3$s;
								proxy_http_version 1.1;
								proxy_buffering off;
								proxy_request_buffering off;
								proxy_set_header Connection "";
							}
						}
					}
					""".formatted(folder, port, gateway, String.join("\n", directives)));
			return new Nginx(folder, port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private Process launch() throws IOException {
		Process launched = new ProcessBuilder(EXECUTABLE.toString(), "-p", this.folder.toString(), "-c",
				this.folder.resolve("nginx.conf").toString())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("out.log").toFile())
			.start();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				return false;
			}
		});
		return launched;
	}

	public String url() {
		return "https://127.0.0.1:" + this.port;
	}

	/**
	 * Let new workers take over; the old ones tell their connections to go away.
	 */
	public void reload() {
		signal("reload");
	}

	/**
	 * Stop nginx and start it again; its connections end.
	 */
	public void restart() {
		try {
			stop();
			this.process = launch();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void signal(String signal) {
		try {
			new ProcessBuilder(EXECUTABLE.toString(), "-p", this.folder.toString(), "-c",
					this.folder.resolve("nginx.conf").toString(), "-s", signal)
				.start()
				.waitFor(20, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void stop() {
		signal("stop");
		try {
			this.process.waitFor(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		stop();
		FileSystemUtils.deleteRecursively(this.folder.toFile());
	}

}
