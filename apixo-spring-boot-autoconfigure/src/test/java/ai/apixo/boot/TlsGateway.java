package ai.apixo.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import ai.apixo.client.Gateways;

/**
 * A gateway on loopback that speaks TLS with certificates made for the test.
 */
public final class TlsGateway implements AutoCloseable {

	private final X509Bundle authority;

	private final DisposableServer server;

	private final List<String> protocols = new CopyOnWriteArrayList<>();

	private TlsGateway(X509Bundle authority, Consumer<SslContextBuilder> tls, Answer answer) {
		this.authority = authority;
		X509Bundle certificate = issue(authority, "CN=gateway");
		Http2SslContextSpec context = Http2SslContextSpec
			.forServer(certificate.getKeyPair().getPrivate(), "", certificate.getCertificatePathList())
			.configure(tls);
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
			.secure((spec) -> spec.sslContext((GenericSslContextSpec<?>) context))
			.route((routes) -> routes.post("/v1/messages", (request, response) -> {
				this.protocols.add(request.version().text());
				return answer.to(response.header("Content-Type", "text/event-stream"));
			}))
			.bindNow();
	}

	public static TlsGateway start() {
		return start((response) -> response.sendString(Mono.just(Gateways.HELLO)));
	}

	public static TlsGateway start(Answer answer) {
		return new TlsGateway(authority(), (tls) -> {
		}, answer);
	}

	public static TlsGateway startDemandingCertificates() {
		X509Bundle authority = authority();
		return new TlsGateway(authority,
				(tls) -> tls.clientAuth(ClientAuth.REQUIRE).trustManager(authority.getCertificate()),
				(response) -> response.sendString(Mono.just(Gateways.HELLO)));
	}

	public String url() {
		return "https://127.0.0.1:" + this.server.port();
	}

	public int port() {
		return this.server.port();
	}

	/**
	 * The authority that a client must trust.
	 * @return a certificate, PEM
	 */
	public String authorityPem() {
		return this.authority.getCertificatePEM();
	}

	/**
	 * A certificate that the gateway trusts.
	 * @return certificate and key
	 */
	public X509Bundle issueClientCertificate() {
		return issue(this.authority, "CN=client");
	}

	/**
	 * The protocols of the requests so far.
	 * @return for example {@code HTTP/1.1}
	 */
	public List<String> protocols() {
		return this.protocols;
	}

	private static X509Bundle authority() {
		return make(() -> new CertificateBuilder().subject("CN=authority")
			.setIsCertificateAuthority(true)
			.rsa2048()
			.buildSelfSigned());
	}

	private static X509Bundle issue(X509Bundle authority, String subject) {
		return make(() -> new CertificateBuilder().subject(subject)
			.addSanIpAddress("127.0.0.1")
			.rsa2048()
			.buildIssuedBy(authority));
	}

	private static X509Bundle make(CertificateMaker maker) {
		try {
			return maker.make();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * What is answered to a request.
	 */
	@FunctionalInterface
	public interface Answer {

		Publisher<Void> to(HttpServerResponse response);

	}

	@FunctionalInterface
	private interface CertificateMaker {

		X509Bundle make() throws Exception;

	}

}
