package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.ApixoModels;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata that editors complete and explain {@code apixo.*} with.
 */
class ConfigurationMetadataTests {

	private final JsonNode metadata = metadata();

	@Test
	void everyKeyIsThere() {
		assertThat(names(properties())).containsExactlyInAnyOrder("apixo.enabled", "apixo.api-key", "apixo.base-url",
				"apixo.authentication", "apixo.allow-insecure-base-url", "apixo.anthropic-version",
				"apixo.anthropic-beta", "apixo.model", "apixo.max-tokens", "apixo.headers",
				"apixo.http.connect-timeout", "apixo.http.response-timeout", "apixo.http.ssl.bundle",
				"apixo.http.max-connections", "apixo.http.protocol", "apixo.http.max-message-size",
				"apixo.idle-timeout", "apixo.total-timeout", "apixo.observation.max-models", "apixo.retry.enabled",
				"apixo.retry.max-attempts", "apixo.retry.initial-backoff", "apixo.retry.multiplier",
				"apixo.retry.max-backoff", "apixo.retry.jitter", "apixo.retry.max-retry-after", "apixo.retry.statuses",
				"apixo.retry.connection-failures", "apixo.health.probe", "apixo.health.time-to-live",
				"apixo.health.timeout", "apixo.structured.mode", "apixo.structured.max-repairs", "apixo.tool.max-turns",
				"apixo.tool.max-tool-calls", "apixo.tool.max-total-tokens", "apixo.tool.run-timeout",
				"apixo.tool.timeout", "apixo.tool.concurrency", "apixo.tool.max-result-size", "apixo.tool.prompt-cache",
				"apixo.relay.enabled", "apixo.relay.store", "apixo.relay.grace", "apixo.relay.time-to-live",
				"apixo.relay.max-size", "apixo.relay.heartbeat", "apixo.relay.memory.max-size",
				"apixo.relay.redis.key-prefix", "apixo.relay.redis.lease", "management.health.apixo.enabled",
				"apixo.prompt-caching", "apixo.limits.requests-per-minute", "apixo.limits.concurrent-calls",
				"apixo.limits.input-tokens-per-minute", "apixo.limits.output-tokens-per-minute",
				"apixo.limits.max-wait", "apixo.limits.queue-capacity", "apixo.limits.store",
				"apixo.limits.redis.key-prefix", "apixo.limits.redis.timeout", "apixo.fallback.models",
				"apixo.fallback.statuses", "apixo.fallback.cool-down", "apixo.balance.enabled",
				"apixo.balance.base-url", "apixo.balance.time-to-live", "apixo.balance.warn-below",
				"management.health.apixo-balance.enabled");
	}

	@Test
	void keysThatAreNoLongerReadNameTheirReplacement() {
		for (JsonNode property : this.metadata.get("properties")) {
			if (property.has("deprecation")) {
				assertThat(property.at("/deprecation/level").asString()).isEqualTo("error");
				assertThat(names(properties())).contains(property.at("/deprecation/replacement").asString());
			}
		}
	}

	@Test
	void everyKeyHasTypeAndDescription() {
		for (JsonNode property : properties()) {
			assertThat(property.path("type").asString("")).as(property.toString()).isNotEmpty();
			assertThat(property.path("description").asString("")).as(property.toString()).isNotBlank();
		}
	}

	@Test
	@DisplayName("Descriptions keep the rules of Boot's own")
	void descriptionsKeepTheRulesOfBootsOwn() {
		for (JsonNode property : properties()) {
			String description = property.get("description").asString();
			String type = property.get("type").asString();
			assertThat(description).doesNotStartWith("The ").doesNotStartWith("A ").endsWith(".");
			if (type.equals("java.lang.Boolean")) {
				assertThat(description).startsWith("Whether ");
			}
			if (type.contains("List<") || type.contains("Set<")) {
				assertThat(description).startsWith("Comma-separated list ");
			}
		}
	}

	@Test
	void everyDurationAndSizeTellsItsUnit() {
		for (JsonNode property : properties()) {
			String description = property.get("description").asString();
			String type = property.get("type").asString();
			if (type.equals("java.time.Duration")) {
				assertThat(description).endsWith(" In milliseconds unless a unit is given.");
			}
			if (type.equals("org.springframework.util.unit.DataSize")) {
				assertThat(description).endsWith(" In bytes unless a unit is given.");
			}
		}
	}

	@Test
	void everyKeyWithADefaultTellsIt() {
		List<String> withoutDefault = new ArrayList<>();
		for (JsonNode property : properties()) {
			if (!property.has("defaultValue")) {
				withoutDefault.add(property.get("name").asString());
			}
		}
		assertThat(withoutDefault).containsExactlyInAnyOrder("apixo.api-key", "apixo.anthropic-beta", "apixo.model",
				"apixo.max-tokens", "apixo.headers", "apixo.http.ssl.bundle", "apixo.total-timeout",
				"apixo.tool.max-total-tokens", "apixo.tool.run-timeout", "apixo.prompt-caching",
				"apixo.limits.requests-per-minute", "apixo.limits.concurrent-calls",
				"apixo.limits.input-tokens-per-minute", "apixo.limits.output-tokens-per-minute",
				"apixo.fallback.models", "apixo.balance.warn-below");
	}

	@Test
	void defaultWrittenByHandIsTheRealOne() {
		for (JsonNode property : properties()) {
			if (property.get("name").asString().equals("apixo.retry.statuses")) {
				assertThat(property.get("defaultValue").toString())
					.isEqualTo(JsonMapper.shared().writeValueAsString(new ApixoRetryProperties().getStatuses()));
			}
		}
	}

	@Test
	void modelsAreOfferedAsHints() throws IllegalAccessException {
		List<String> models = new ArrayList<>();
		for (Field field : ApixoModels.class.getFields()) {
			if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
				models.add((String) Objects.requireNonNull(field.get(null)));
			}
		}
		for (String property : List.of("apixo.model", "apixo.fallback.models")) {
			assertModelsAreOffered(property, models);
		}
	}

	/**
	 * An editor knows the values of Booleans and enumerations by their types. There is no
	 * provider for the names of SSL bundles.
	 */
	@Test
	void everyKeyWithASuggestedSetOfValuesOffersThem() {
		assertThat(names(hints())).containsExactlyInAnyOrder("apixo.anthropic-beta", "apixo.anthropic-version",
				"apixo.balance.base-url", "apixo.base-url", "apixo.fallback.models", "apixo.fallback.statuses",
				"apixo.model", "apixo.prompt-caching", "apixo.retry.statuses", "apixo.tool.prompt-cache");
		assertThat(names(properties())).containsAll(names(hints()));
		List<String> free = new ArrayList<>();
		for (JsonNode property : properties()) {
			String name = property.get("name").asString();
			if (property.get("type").asString().contains("String") && !names(hints()).contains(name)) {
				free.add(name);
			}
		}
		assertThat(free).containsExactlyInAnyOrder("apixo.api-key", "apixo.headers", "apixo.http.ssl.bundle",
				"apixo.limits.redis.key-prefix", "apixo.relay.redis.key-prefix");
	}

	@Test
	void everyTypeWithAClosedSetOfValuesIsAnEnumeration() throws ClassNotFoundException {
		int enumerations = 0;
		for (JsonNode property : properties()) {
			String type = property.get("type").asString();
			if (type.startsWith("ai.apixo.")) {
				assertThat(Class.forName(type).isEnum()).as(type).isTrue();
				enumerations++;
			}
		}
		assertThat(enumerations).isEqualTo(6);
	}

	@Test
	void suggestedValuesContainTheDefault() {
		for (JsonNode hint : hints()) {
			JsonNode property = properties().stream()
				.filter((candidate) -> candidate.get("name").equals(hint.get("name")))
				.findFirst()
				.orElseThrow();
			List<String> suggested = hint.get("values").findValues("value").stream().map(JsonNode::asString).toList();
			JsonNode value = property.path("defaultValue");
			List<String> defaults = value.isArray() ? value.valueStream().map(JsonNode::asString).toList()
					: value.isMissingNode() ? List.of() : List.of(value.asString());
			assertThat(suggested).as(hint.get("name").asString()).containsAll(defaults);
		}
	}

	private List<JsonNode> hints() {
		return this.metadata.get("hints").valueStream().toList();
	}

	private void assertModelsAreOffered(String property, List<String> models) {
		JsonNode hint = StreamSupport.stream(this.metadata.get("hints").spliterator(), false)
			.filter((candidate) -> candidate.get("name").asString().equals(property))
			.findFirst()
			.orElseThrow();
		assertThat(hint.get("values").findValuesAsString("value")).containsExactlyInAnyOrderElementsOf(models);
		assertThat(hint.get("providers").get(0).get("name").asString()).isEqualTo("any");
	}

	private static List<String> names(List<JsonNode> entries) {
		List<String> names = new ArrayList<>();
		for (JsonNode entry : entries) {
			String name = entry.get("name").asString();
			assertThat(StringUtils.hasText(name)).isTrue();
			names.add(name);
		}
		return names;
	}

	private List<JsonNode> properties() {
		List<JsonNode> properties = new ArrayList<>();
		this.metadata.get("properties").forEach((property) -> {
			if (!property.has("deprecation")) {
				properties.add(property);
			}
		});
		return properties;
	}

	private static JsonNode metadata() {
		try (InputStream json = ApixoProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(json);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
