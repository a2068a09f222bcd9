package ai.apixo.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gateways and proxies that repeat the key in what they answer.
 */
@EachConnector
class SecretEchoTests {

	private static final String KEY = "ap/ix+o=k&e<y>\"q\"'s\\n%41-0123456789";

	private static final List<String> SPELLINGS = List.of(KEY, json(), unicode(), json().replace("/", "\\/"),
			HtmlUtils.htmlEscape(KEY), HtmlUtils.htmlEscapeDecimal(KEY), HtmlUtils.htmlEscapeHex(KEY), references(),
			url(), url().toLowerCase(Locale.ROOT));

	private final TestConnector connector;

	SecretEchoTests(TestConnector connector) {
		this.connector = connector;
	}

	private static String json() {
		String quoted = JsonMapper.shared().writeValueAsString(KEY);
		return quoted.substring(1, quoted.length() - 1);
	}

	private static String unicode() {
		return KEY.chars().mapToObj("\\u%04X"::formatted).collect(Collectors.joining());
	}

	private static String references() {
		return KEY.chars().mapToObj("&#x%02X;"::formatted).collect(Collectors.joining());
	}

	private static String url() {
		return URLEncoder.encode(KEY, StandardCharsets.UTF_8);
	}

	static Stream<Arguments> echoes() {
		return SPELLINGS.stream()
			.flatMap((spelling) -> Stream.of(
					echo("text", (response) -> response.respond(401, "text/plain", "Bad key " + spelling)),
					echo("HTML",
							(response) -> response.respond(502, "text/html",
									"<p title=\"" + spelling + "\">Bad gateway</p>")),
					echo("another content", (response) -> response.respond(200, "text/html", "Hello " + spelling)),
					echo("link", (response) -> response.respond(302, "text/html",
							"<a href='https://x.example/?key=" + spelling + "'>moved</a>"))));
	}

	static Stream<Arguments> echoesInJson() {
		return Stream.of(json(), unicode(), json().replace("/", "\\/"))
			.flatMap((spelling) -> Stream.of(
					echo("message", (response) -> response.respond(401, "application/json", error("x", spelling))),
					echo("type", (response) -> response.respond(401, "application/json", error(spelling, "x"))),
					echo("request id",
							(response) -> response.respond(401, "application/json",
									"{\"request_id\":\"" + spelling + "\"}")),
					echo("another field",
							(response) -> response.respond(401, "application/json",
									"{\"headers\":{\"x-api-key\":\"" + spelling + "\"}}")),
					echo("error with status 200",
							(response) -> response.respond(200, "application/json", error("x", spelling))),
					echo("error event",
							(response) -> response.startStream()
								.chunk("data: " + error("rate_limit_error", spelling) + "\n\n")
								.endStream())));
	}

	static Stream<Arguments> echoesInHeads() {
		return Stream.of(
				echo("request id", (response) -> response.respond(401, "text/plain", "", "request-id: " + KEY)),
				echo("content type", (response) -> response.respond(200, "text/plain; x=" + KEY, "")),
				echo("encoding",
						(response) -> response.respond(200, "text/event-stream", "", "Content-Encoding: " + KEY)),
				echo("reason", (response) -> response.write("HTTP/1.1 400 " + KEY + "\r\nContent-Length: 0\r\n\r\n")),
				echo("location", (response) -> response.respond(302, "text/plain", "", "Location: /?key=" + url())),
				echo("content length", (response) -> {
					response.write("HTTP/1.1 200 OK\r\nContent-Length: " + KEY + "\r\n\r\n");
					response.finish();
				}),
				echo("broken line",
						(response) -> response.respond(400, "text/plain",
								"Bad key " + KEY.substring(0, 9) + "\r\n\t" + KEY.substring(9))),
				echo("trailer", (response) -> {
					response.startStream().chunk(Requests.START).write("0\r\n" + url() + ": " + KEY + "\r\n\r\n");
					response.finish();
				}), echo("name of a header", (response) -> {
					response.write("HTTP/1.1 200 OK\r\nX: a\0" + KEY + "\r\n" + KEY + ": " + KEY + "\r\n\r\n");
					response.finish();
				}), echo("the request itself", (response) -> {
					response.write(response.request().line() + "\r\n"
							+ String.join("\r\n", response.request().headers()) + "\r\n\r\n");
					response.finish();
				}), echo("a chunk", (response) -> {
					response.startStream().chunk(Requests.START).write(KEY + "\r\n" + KEY);
					response.finish();
				}));
	}

	private static Arguments echo(String where, Script script) {
		return Arguments.argumentSet(where, script);
	}

	private static String error(String type, String message) {
		return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
	}

	@ParameterizedTest
	@MethodSource({ "echoes", "echoesInJson", "echoesInHeads" })
	@DisplayName("SEC-2 a key that comes back is masked in the failure and all its causes, however it is spelt")
	void masksTheKey(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoException failure = Outcome
				.of(this.connector.client(gateway).apiKey(KEY).build().stream(Requests.hello()))
				.failure(ApixoException.class);
			String everything = everything(failure);
			for (String spelling : SPELLINGS) {
				assertThat(everything).doesNotContain(spelling);
			}
			assertThat(gateway.requests().get(0).header("x-api-key")).containsExactly(KEY);
		}
	}

	private static String everything(ApixoException failure) {
		StringWriter everything = new StringWriter();
		failure.printStackTrace(new PrintWriter(everything));
		everything.append(String.valueOf(failure.requestId()));
		if (failure instanceof ApixoApiException api) {
			everything.append(api.body())
				.append(String.valueOf(api.errorType()))
				.append(String.valueOf(api.errorMessage()));
		}
		return everything.toString();
	}

}
