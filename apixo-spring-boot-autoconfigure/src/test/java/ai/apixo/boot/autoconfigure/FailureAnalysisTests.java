package ai.apixo.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Configuration;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a wrong property stops the start with: SEC-4 to SEC-7.
 */
class FailureAnalysisTests {

	private static final String SECRET = "sk-secret-0123456789";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "apixo.enabled=true", "apixo.api-key=", "apixo.api-key=  ", "apixo.api-key=\t\n" })
	@DisplayName("SEC-5: a missing or blank key names the property and the environment variable")
	void missingKeyNamesPropertyAndEnvironmentVariable(String property) {
		FailureAnalysis analysis = analyze(property);
		assertThat(analysis.getDescription()).contains("apixo.api-key");
		assertThat(analysis.getAction()).contains("APIXO_API_KEY", "apixo.api-key", "apixo.enabled");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nx-evil: 1", "a\nb", "a\u0000b", "a b", "a\tb", "cl\u00e9", "\u5bc6\u94a5" })
	@DisplayName("SEC-4: a key that no header can carry is refused and not repeated")
	void keyThatNoHeaderCanCarryIsRefusedAndNotRepeated(String infix) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET + infix + SECRET);
		assertThat(analysis.getDescription()).contains("apixo.api-key").contains("header");
		assertThat(text(analysis)).doesNotContain(SECRET).doesNotContain(infix.strip());
	}

	@ParameterizedTest
	@ValueSource(strings = { "${NOT_THERE}", "\"" + SECRET + "\"", "'" + SECRET + "'" })
	@DisplayName("SEC-4: a placeholder that nothing has replaced, and quotation marks around a key, are refused")
	void placeholdersAndQuotationMarksAreRefused(String apiKey) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + apiKey);
		assertThat(analysis.getDescription()).contains("apixo.api-key");
		assertThat(text(analysis)).doesNotContain(SECRET);
	}

	@Test
	@DisplayName("SEC-4: white space around a key is removed")
	void whiteSpaceAroundKeyIsRemoved() {
		this.contextRunner.withPropertyValues("apixo.api-key= " + SECRET + "\n")
			.run((context) -> assertThat(context.getBean(ApixoConnectionDetails.class).getApiKey()).isEqualTo(SECRET));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "llm.apixo.ai", "/v1", "//llm.apixo.ai", "ftp://llm.apixo.ai", "https:///v1",
			"https://", "mailto:a@b.example", "https://bad host/", "file:///etc/passwd" })
	@DisplayName("SEC-7: a base URL that is no absolute http or https URL is refused")
	void baseUrlThatIsNoHttpUrlIsRefused(String baseUrl) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET, "apixo.base-url=" + baseUrl);
		assertThat(analysis.getDescription()).contains("apixo.base-url").contains("absolute http or https URL");
		assertThat(analysis.getAction()).contains("https://llm.apixo.ai");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:" + SECRET + "@llm.apixo.ai", "https://" + SECRET + "@llm.apixo.ai",
			"https://llm.apixo.ai?key=" + SECRET, "https://llm.apixo.ai/gw?key=" + SECRET,
			"https://llm.apixo.ai#" + SECRET })
	@DisplayName("SEC-6: user info, query and fragment are refused and not repeated")
	void userInfoQueryAndFragmentAreRefusedAndNotRepeated(String baseUrl) {
		FailureAnalysis analysis = analyze("apixo.api-key=other-key", "apixo.base-url=" + baseUrl);
		assertThat(analysis.getDescription()).contains("apixo.base-url").contains("user info, a query or a fragment");
		assertThat(text(analysis)).doesNotContain(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://llm.apixo.ai", "HTTP://llm.apixo.ai", "http://10.0.0.1", "http://192.168.1.1:8080",
			"http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://notlocalhost", "http://[::2]",
			"http://128.0.0.1", "http://evil.localhost", "http://gateway.LOCALHOST:8080", "http://localhost." })
	@DisplayName("SEC-7: plain http to anything but a loopback literal is refused")
	void plainHttpIsRefused(String baseUrl) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET, "apixo.base-url=" + baseUrl);
		assertThat(analysis.getDescription()).contains("apixo.base-url").contains("plain http").contains("clear text");
		assertThat(analysis.getAction()).contains("https").contains("apixo.allow-insecure-base-url");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1", "http://127.1.2.3:1",
			"http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]", "https://llm.apixo.ai", "https://10.0.0.1/gw" })
	@DisplayName("SEC-7: plain http to a loopback literal, and https to anywhere, is accepted")
	void loopbackAndHttpsAreAccepted(String baseUrl) {
		this.contextRunner.withPropertyValues("apixo.api-key=" + SECRET, "apixo.base-url=" + baseUrl)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@DisplayName("SEC-7: the refusal of plain http can be lifted")
	void refusalOfPlainHttpCanBeLifted() {
		this.contextRunner
			.withPropertyValues("apixo.api-key=" + SECRET, "apixo.base-url=http://gateway.internal",
					"apixo.allow-insecure-base-url=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "apixo.headers.x-api-key=other,apixo.authentication",
			"apixo.headers.Authorization=x,apixo.authentication",
			"apixo.http.response-timeout=0s,apixo.http.response-timeout", "apixo.idle-timeout=-1s,apixo.idle-timeout",
			"apixo.total-timeout=0s,apixo.total-timeout", "apixo.max-tokens=-5,apixo.max-tokens",
			"apixo.http.max-message-size=0B,apixo.http.max-message-size" })
	@DisplayName("What the builder refuses is explained too")
	void whatTheBuilderRefusesIsExplained(String property, String setting) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET, property);
		assertThat(analysis.getCause()).isInstanceOf(ApixoConfigurationException.class);
		assertThat(analysis.getAction()).contains(setting);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://llm.apixo.ai:99999", "https://llm.apixo.ai:0", "http://localhost:65536/v1" })
	@DisplayName("SEC-7: a port that does not exist is refused")
	void portsThatDoNotExistAreRefused(String baseUrl) {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET, "apixo.base-url=" + baseUrl);
		assertThat(analysis.getDescription()).contains("apixo.base-url").contains("port");
		assertThat(analysis.getAction()).contains("65535");
	}

	@Test
	@DisplayName("FIELD-11: a host name with an underscore is refused with the reason")
	void hostNamesWithAnUnderscoreAreRefusedWithTheReason() {
		FailureAnalysis analysis = analyze("apixo.api-key=" + SECRET, "apixo.base-url=https://llm_gateway:8080");
		assertThat(analysis.getDescription()).contains("apixo.base-url").contains("underscore");
	}

	@ParameterizedTest
	@CsvSource({ "apixo.stream.idle-timeout=3m,apixo.idle-timeout", "apixo.stream.idleTimeout=3m,apixo.idle-timeout",
			"APIXO_STREAM_IDLETIMEOUT=3m,apixo.idle-timeout", "APIXO_STREAM_IDLE_TIMEOUT=3m,apixo.idle-timeout",
			"apixo.stream.total_timeout=1h,apixo.total-timeout", "APIXO_STREAM_TOTALTIMEOUT=1h,apixo.total-timeout" })
	@DisplayName("A limit by its old name stops the start and names the new one, in every spelling")
	void oldNamesAreRefused(String property, String newName) {
		TestPropertyValues.Type type = property.startsWith("APIXO_") ? TestPropertyValues.Type.SYSTEM_ENVIRONMENT
				: TestPropertyValues.Type.MAP;
		FailureAnalysis analysis = analyze(this.contextRunner.withPropertyValues("apixo.api-key=" + SECRET)
			.withInitializer((context) -> TestPropertyValues.of(property).applyTo(context.getEnvironment(), type)));
		assertThat(analysis.getDescription()).contains("apixo.stream.");
		assertThat(analysis.getAction()).contains("'" + newName + "'");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void analysisIsWhatThePersonWhoStartsTheApplicationSees(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> application.run("--apixo.api-key=" + SECRET + "\n" + SECRET));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("the environment variable APIXO_API_KEY")
			.doesNotContain(SECRET);
	}

	private FailureAnalysis analyze(String... properties) {
		return analyze(this.contextRunner.withPropertyValues(properties));
	}

	private static FailureAnalysis analyze(ApplicationContextRunner contextRunner) {
		List<FailureAnalysis> analyses = new ArrayList<>();
		contextRunner.run((context) -> {
			Throwable failure = Objects.requireNonNull(context.getStartupFailure());
			analyses.add(Objects.requireNonNull(new ApixoConfigurationFailureAnalyzer().analyze(failure)));
		});
		return analyses.get(0);
	}

	private static String text(FailureAnalysis analysis) {
		return analysis.getDescription() + analysis.getAction() + analysis.getCause();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ApixoAutoConfiguration.class)
	static class Application {

	}

}
