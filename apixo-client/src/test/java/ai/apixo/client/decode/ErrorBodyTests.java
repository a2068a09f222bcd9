package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The errors of gateways and frameworks.
 */
class ErrorBodyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
			"{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"It broke\"}} | It broke | api_error | -",
			"{\"error\":{\"message\":\"It broke\",\"type\":\"server_error\",\"param\":null,\"code\":null}} | It broke | server_error | -",
			"{\"error\":\"It broke today\"} | It broke today | - | -", "{\"message\":\"It broke\"} | It broke | - | -",
			"{\"type\":\"overloaded_error\",\"message\":\"Too busy\"} | Too busy | overloaded_error | -",
			"{\"code\":500,\"message\":\"It broke\",\"type\":\"server_error\"} | It broke | server_error | 500",
			"{\"statusCode\":413,\"error\":\"Payload Too Large\",\"message\":\"Request body is too large\"} | Request body is too large | - | 413",
			"{\"status\":\"failure\",\"message\":\"No such deployment\"} | No such deployment | - | -",
			"{\"error\":{\"message\":\"It broke\"},\"provider\":\"anthropic\"} | It broke | - | -",
			"{\"error\":\"{\\\"error\\\":{\\\"type\\\":\\\"rate_limit_error\\\",\\\"message\\\":\\\"Slow down\\\"}}\"} | Slow down | rate_limit_error | -",
			"{\"error\":{\"message\":\"{\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"type\\\":\\\"api_error\\\",\\\"message\\\":\\\"It broke\\\"}}\",\"code\":502}} | It broke | api_error | 502",
			"{\"detail\":\"Not authenticated\"} | Not authenticated | - | -",
			"{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"Field required\",\"type\":\"missing\"}]} | Field required (body.messages.0) | - | -",
			"{\"type\":\"https://example.com/probs/credit\",\"title\":\"No credit\",\"status\":403,\"detail\":\"Your balance is 30\"} | Your balance is 30 | - | 403",
			"{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400} | Bad Request | - | 400",
			"{\"timestamp\":\"2026-01-01\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/v1/messages\"} | Not Found | - | 404",
			"{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"message\":\"No message available\",\"path\":\"/\"} | Not Found | - | 404",
			"{\"timestamp\":1,\"status\":400,\"error\":\"Bad Request\",\"message\":\"Required header is missing\"} | Required header is missing | - | 400",
			"{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\"}]} | Authentication error | - | -",
			"{\"errors\":[\"first fault\",\"second fault\",\"first fault\"]} | first fault; second fault | - | -",
			"{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Quota exceeded\"}} | Quota exceeded | - | 429",
			"[{\"error\":{\"code\":429,\"message\":\"Quota exceeded\"}}] | Quota exceeded | - | 429",
			"{\"error\":{\"message\":\"Slow down\",\"code\":\"429\"}} | Slow down | - | 429",
			"{\"error\":{\"message\":\"No\",\"code\":\"insufficient_user_quota\"}} | No | - | -",
			"{\"error\":{\"message\":\"No\",\"code\":1302}} | No | - | -",
			"{\"error\":\"unauthorized\",\"error_description\":\"The token has expired\"} | The token has expired | - | -",
			"{\"error\":{\"message\":\"It broke\"},\"message\":\"See the error\"} | It broke | - | -",
			"{\"message\":{\"error\":\"It broke today\"}} | It broke today | - | -",
			"{\"error\":{\"type\":17,\"message\":[]}} | - | - | -", "{\"error\":null} | - | - | -", "17 | - | - | -",
			"{\"error\":{\"message\":\"  \"}} | - | - | -", "`\"Slow down, please\"` | Slow down, please | - | -" })
	@DisplayName("FIELD-3 HTTP-7 the most telling sentence, the type and the stated status are found")
	void findsWhatAnErrorSays(String json, @Nullable String sentence, @Nullable String type, @Nullable Integer status) {
		ErrorBody error = ErrorBody.of(ExactJson.parse(json));
		assertThat(error.sentence()).isEqualTo(sentence);
		assertThat(error.type()).isEqualTo(type);
		assertThat(error.statedStatus()).isEqualTo(status);
	}

	@Test
	@DisplayName("HTTP-7 the request id is found in any layer")
	void findsRequestId() {
		assertThat(ErrorBody.of(ExactJson.parse("{\"error\":{\"message\":\"No\",\"request_id\":\"r1\"}}")).requestId())
			.isEqualTo("r1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{}}", "{\"errors\":[]}", "{\"type\":\"error\"}", "{\"type\":\"api_error\"}",
			"{\"success\":false}", "{\"code\":500,\"message\":\"No\"}", "{\"status\":\"failure\"}" })
	@DisplayName("HTTP-9 an error with a good status is known by what it says of itself")
	void knowsErrors(String json) {
		assertThat(ErrorBody.isError(ExactJson.parse(json))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "1", "{\"message\":\"Hello\"}", "{\"type\":\"message\",\"error\":{}}",
			"{\"content\":\"Hello\",\"error\":\"x\"}", "{\"error\":null}", "{\"code\":200,\"message\":\"Hello\"}" })
	@DisplayName("HTTP-9 what may be a message is no error")
	void knowsWhatIsNoError(String json) {
		assertThat(ErrorBody.isError(ExactJson.parse(json))).isFalse();
	}

}
