package ai.apixo.boot;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A certificate for 127.0.0.1 and the authority that has issued it.
 *
 * @param authorityPem the certificate of the authority
 * @param certificatePem the certificate
 * @param privateKeyPem its key
 */
public record TestCertificate(String authorityPem, String certificatePem, String privateKeyPem) {

	public static TestCertificate issue() {
		try {
			X509Bundle authority = new CertificateBuilder().subject("CN=authority")
				.setIsCertificateAuthority(true)
				.rsa2048()
				.buildSelfSigned();
			X509Bundle certificate = new CertificateBuilder().subject("CN=nginx")
				.addSanIpAddress("127.0.0.1")
				.rsa2048()
				.buildIssuedBy(authority);
			return new TestCertificate(authority.getCertificatePEM(), certificate.getCertificatePathPEM(),
					certificate.getPrivateKeyPEM());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
