package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients with a fallback, and a gateway that has a script for each model.
 */
final class FallbackClient {

	static final Script STREAM = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	static final Script MESSAGE = (response) -> response.respond(200, "application/json", Requests.MESSAGE);

	private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");

	private final TestConnector connector;

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final Map<String, Script> models = new ConcurrentHashMap<>(
			Map.of("a", STREAM, "b", STREAM, "c", STREAM, "x", STREAM));

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
		Matcher model = MODEL.matcher(response.request().body());
		assertThat(model.find()).isTrue();
		this.asked.add(model.group(1));
		this.models.getOrDefault(model.group(1), STREAM).play(response);
	});

	FallbackClient(TestConnector connector) {
		this.connector = connector;
	}

	ApixoMessagesClient.Builder builder(ModelFallback fallback) {
		ApixoClientResources resources = new ApixoClientResources(null, new DefaultResilience(), Duration.ZERO,
				new BuilderSettingNames(), this.clock);
		return ApixoMessagesClient.builder(resources)
			.apiKey(Requests.KEY)
			.baseUrl(this.gateway.url())
			.webClientBuilder(this.connector.webClient())
			.retry(Retries.none())
			.fallback(fallback);
	}

	ApixoMessagesClient client(String... models) {
		return builder(ModelFallback.to(models)).build();
	}

	static MessagesRequest to(String model) {
		return Requests.hello().toBuilder().model(model).build();
	}

	static Script failing(int status) {
		return Gateways.error(status, "api_error");
	}

	/**
	 * Return the model that was asked instead, {@code null} as a text for none.
	 */
	static String servedBy(Outcome<StreamEvent> outcome) {
		assertThat(outcome.failure()).isNull();
		ResponseInfo response = ((MessageStart) outcome.elements().get(0)).message().response();
		return String.valueOf((response != null) ? response.fallbackModel() : null);
	}

	/**
	 * Return what the gateway does for each model, to be changed.
	 */
	Map<String, Script> models() {
		return this.models;
	}

	/**
	 * Return the models of the requests that have come.
	 */
	List<String> asked() {
		return this.asked;
	}

	ScriptedGateway gateway() {
		return this.gateway;
	}

	VirtualTimeScheduler clock() {
		return this.clock;
	}

}
