package ai.apixo.client.connector;

import java.net.URI;

import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link ConnectionReason} says of failures that no connector is known for.
 */
class ConnectionReasonTests {

	private static final URI ADDRESS = URI.create("http://localhost/v1/messages");

	@Test
	void namesTheFailureAndNotTheExceptionThatWrapsIt() {
		Throwable failure = new WebClientRequestException(new UnsupportedOperationException("Secret"), HttpMethod.POST,
				ADDRESS, HttpHeaders.EMPTY);
		assertThat(ConnectionReason.of(failure).words())
			.isEqualTo("the connector failed with UnsupportedOperationException");
	}

	@Test
	@DisplayName("FIELD-6 what breaks TLS after its handshake is not blamed on a certificate")
	void namesBrokenRecords() {
		Throwable failure = new SSLException(new AEADBadTagException("Tag mismatch"));
		assertThat(ConnectionReason.of(failure).kind()).isEqualTo(ConnectionReason.Kind.TLS);
		assertThat(ConnectionReason.of(failure).words()).isEqualTo("TLS failed (Tag mismatch)");
	}

}
