package ai.apixo.structured;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedResponse;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that refuses a schema with any keyword that structured outputs do not know.
 */
class StrictGatewayTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Set<String> KEYWORDS = Set.of("type", "properties", "required", "additionalProperties",
			"items", "enum", "const", "anyOf", "$ref", "$defs", "description", "format");

	private static final String REFUSED = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"output_config.format.schema: %s\"}}";

	private static final String DECLINED = """
			{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"refusal",
			"usage":{"input_tokens":1,"output_tokens":1}}""";

	static Stream<Sample> samples() {
		return Samples.all();
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-6 every strict form passes a gateway that refuses foreign keywords")
	void gatewayAcceptsTheStrictForm(Sample sample) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(StrictGatewayTests::judge)) {
			StructuredOutput<?> output;
			try {
				output = StructuredOutput.builder(client(gateway))
					.schemas(JsonSchemas.create(sample.mapper(), null))
					.build(ParameterizedTypeReference.forType(sample.type()));
			}
			catch (ApixoConfigurationException ex) {
				// It contains itself, for which there is mode TOOL (STR-10).
				assertThat(ex).hasMessageContaining("contains itself");
				return;
			}
			StepVerifier.create(output.create(Answer.request()))
				.expectErrorSatisfies(
						(failure) -> assertThat(failure).isInstanceOf(ApixoStructuredOutputException.class)
							.extracting((ex) -> ((ApixoStructuredOutputException) ex).reason())
							.isEqualTo(ApixoStructuredOutputException.Reason.REFUSED))
				.verify(Duration.ofSeconds(20));
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'object','minProperties':1}", "{'type':'object','properties':{}}",
			"{'type':'array','items':{'type':'integer','minimum':1}}" })
	@DisplayName("the gateway of this test refuses foreign keywords and open objects")
	void gatewayRefuses(String schema) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(StrictGatewayTests::judge)) {
			MessagesRequest request = Answer.request()
				.toBuilder()
				.additionalProperty("output_config",
						MAPPER
							.readTree(("{'format':{'type':'json_schema','schema':" + schema + "}}").replace('\'', '"')))
				.build();
			StepVerifier.create(client(gateway).create(request))
				.expectError(ApixoApiException.class)
				.verify(Duration.ofSeconds(20));
		}
	}

	private static ApixoMessagesClient client(ScriptedGateway gateway) {
		return ApixoMessagesClient.builder().baseUrl(gateway.url()).apiKey("test-key").build();
	}

	private static void judge(ScriptedResponse response) throws IOException {
		JsonNode schema = MAPPER.readTree(response.request().body()).at("/output_config/format/schema");
		String problem = problem(schema);
		if (problem != null) {
			response.respond(400, "application/json", REFUSED.formatted(problem));
		}
		else {
			response.respond(200, "application/json", DECLINED);
		}
	}

	private static @Nullable String problem(JsonNode schema) {
		if (!schema.isObject()) {
			return "not a schema";
		}
		for (String keyword : schema.propertyNames()) {
			if (!KEYWORDS.contains(keyword)) {
				return keyword + " is not supported";
			}
		}
		if (schema.path("type").asString("").equals("object") && schema.path("additionalProperties").asBoolean(true)) {
			return "additionalProperties must be false";
		}
		return Stream
			.of(schema.path("properties").valueStream(), schema.path("$defs").valueStream(),
					schema.path("anyOf").valueStream(),
					schema.has("items") ? Stream.of(schema.get("items")) : Stream.<JsonNode>empty())
			.flatMap((nested) -> nested)
			.map(StrictGatewayTests::problem)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
