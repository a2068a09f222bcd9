package ai.apixo.test;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;

/**
 * A request as the transport has it.
 *
 * @param method the method
 * @param path the path
 * @param headers the headers
 * @param body the body
 */
record IncomingRequest(String method, String path, HttpHeaders headers, String body) {

	static IncomingRequest of(String method, String path, HttpHeaders headers, byte[] body) {
		return new IncomingRequest(method, path, HttpHeaders.readOnlyHttpHeaders(headers),
				new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * Return the key that was sent.
	 * @return the key, empty if there is none
	 */
	String apiKey() {
		String key = this.headers.getFirst("x-api-key");
		if (key != null) {
			return key.strip();
		}
		String authorization = this.headers.getFirst(HttpHeaders.AUTHORIZATION);
		String bearer = "Bearer ";
		return (authorization != null && authorization.startsWith(bearer))
				? authorization.substring(bearer.length()).strip() : "";
	}

}
