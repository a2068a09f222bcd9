package ai.apixo.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.client.lifecycle.BaseUrl;
import ai.apixo.client.text.SecretMask;
import ai.apixo.client.text.Sentences;
import ai.apixo.messages.raw.ExactJson;

/**
 * The balance of the account of a client's key:
 * {@code GET /api/v1/apikeys/current-balance}. The request uses the connections of the
 * client, but not its retry, circuit breaker, bulkhead and limits.
 *
 * @since 0.1.0
 */
public final class KeyBalance {

	/**
	 * The base URL of the API with which APIXO reports the balance.
	 */
	public static final String BASE_URL = "https://api.apixo.ai";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int MAX_BYTES = 64 * 1024;

	private static final String GATEWAY_DOMAIN = BASE_URL.substring(BASE_URL.indexOf('.') + 1);

	private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

	private static final int OK = 200;

	private final @Nullable CallSettings settings;

	private KeyBalance(@Nullable CallSettings settings) {
		this.settings = settings;
	}

	/**
	 * Return the balance of the key of a client of APIXO.
	 * @param client the client
	 * @return its balance
	 * @throws ApixoConfigurationException if the gateway of the client is not APIXO, in
	 * which case its key must not be sent there
	 */
	public static KeyBalance of(ApixoMessagesClient client) {
		if (client instanceof DefaultApixoMessagesClient known) {
			String host = known.settings().endpoint().serverAddress().toLowerCase(Locale.ROOT);
			if (!host.equals(GATEWAY_DOMAIN) && !host.endsWith("." + GATEWAY_DOMAIN)) {
				throw new ApixoConfigurationException(
						"The key of a client of '" + host + "' must not be sent to " + BASE_URL
								+ ", where it is not known.",
						"Pass the address of the API that reports the balance of that key.");
			}
		}
		return of(client, BASE_URL);
	}

	/**
	 * Return the balance of the key of a client.
	 * @param client the client
	 * @param baseUrl the base URL of the API that reports the balance: https, unless the
	 * host is a loopback literal. The key is sent there as {@code Authorization: Bearer}
	 * @return its balance
	 * @throws ApixoConfigurationException if the address is wrong
	 */
	public static KeyBalance of(ApixoMessagesClient client, String baseUrl) {
		if (!(client instanceof DefaultApixoMessagesClient known)) {
			return new KeyBalance(null);
		}
		CallSettings settings = known.settings();
		BaseUrl address = BaseUrl.of(baseUrl, settings.resources().settingNames());
		if (!address.isSecure()) {
			throw new ApixoConfigurationException("The balance would be requested over plain http at '" + address.host()
					+ "', which would send the API key over the network in clear text.", "Use https.");
		}
		return new KeyBalance(settings.at(settings.endpoint().balanceAt(address)));
	}

	/**
	 * Request the balance.
	 * @return the balance in US dollars, within 5 seconds; empty for a client that is not
	 * part of this library, such as a mock; an {@link ApixoApiException} if the key was
	 * refused, or an {@link ApixoProtocolException} if the response is not a balance
	 */
	public Mono<BigDecimal> balance() {
		CallSettings asked = this.settings;
		if (asked == null) {
			return Mono.empty();
		}
		return Mono
			.deferContextual((context) -> asked.endpoint()
				.apiKey(asked.timeLimits())
				.flatMap((key) -> new Asking(asked, key, Context.of(context)).answer()))
			.timeout(TIMEOUT, Mono.error(KeyBalance::tooSlow));
	}

	private static ApixoTimeoutException tooSlow() {
		return new ApixoTimeoutException("The balance was not received within " + TIMEOUT.toSeconds()
				+ " s. Try again later; calls do not depend on it", TIMEOUT, ApixoLimit.RESPONSE_TIMEOUT, null);
	}

	@Override
	public String toString() {
		return "KeyBalance[address=" + ((this.settings != null) ? this.settings.endpoint().address() : null) + "]";
	}

	/**
	 * One request.
	 */
	private static final class Asking implements ResponseListener {

		private final CallSettings settings;

		private final String key;

		private final GatewayExchange exchange;

		private final Sinks.One<BigDecimal> balance = Sinks.one();

		private Asking(CallSettings settings, String key, Context context) {
			this.settings = settings;
			this.key = key;
			this.exchange = settings.exchange(new SecretMask(key), this, context);
		}

		private Mono<BigDecimal> answer() {
			this.exchange.open(this.settings.endpoint().balance(this.key, this.exchange::send));
			return this.balance.asMono().doOnCancel(this.exchange::close);
		}

		@Override
		public BodyReceiver onHead(ResponseHead head) {
			ReceivedResponse response = new ReceivedResponse(head, this.exchange, this.settings.failures(head));
			return head.isSuccess()
					? CollectingBodyReceiver.ofMessage(response, MAX_BYTES, this.balance,
							(body) -> read(response, body))
					: CollectingBodyReceiver.ofExplanation(response, this.balance,
							(body) -> response.failures().status(body));
		}

		private static BigDecimal read(ReceivedResponse response, CollectedBody body) {
			JsonNode json = parse(body);
			if (json == null || !json.isObject() || body.truncated()) {
				throw unexpected(response);
			}
			String code = json.path("code").asString("").strip();
			if (!code.isEmpty() && !code.equals(String.valueOf(OK))) {
				throw response.failures().errorEvent(json, false);
			}
			String data = json.path("data").asString("").strip();
			if (code.isEmpty() || !NUMBER.matcher(data).matches()) {
				throw unexpected(response);
			}
			return json.path("data").isNumber() ? json.path("data").decimalValue() : new BigDecimal(data);
		}

		private static @Nullable JsonNode parse(CollectedBody body) {
			try {
				return ExactJson.parse(new String(body.bytes(), StandardCharsets.UTF_8));
			}
			catch (JacksonException | NumberFormatException ex) {
				return null;
			}
		}

		private static ApixoProtocolException unexpected(ReceivedResponse response) {
			String requestId = response.head().requestId();
			return new ApixoProtocolException(Sentences.of("The response does not contain a balance",
					"Check that the address for the balance is that of APIXO", requestId), requestId);
		}

		@Override
		public void onFailure(Throwable failure) {
			this.balance.tryEmitError(failure);
		}

	}

}
