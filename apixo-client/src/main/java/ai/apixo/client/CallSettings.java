package ai.apixo.client;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.client.lifecycle.CallLimiting;
import ai.apixo.client.lifecycle.CallOptions;
import ai.apixo.client.lifecycle.CoolingModels;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.text.SecretMask;

/**
 * What all calls of a client have in common.
 *
 * @param name the client's name
 * @param endpoint where requests go
 * @param decoding what it takes to read a response
 * @param timeLimits how long things may take
 * @param guards the Resilience4j instances
 * @param options the further settings of the client's builder
 * @param limiting how calls are limited, or {@code null} if they are not
 * @param observations how calls are observed
 * @param listeners are told what calls do
 * @param resources what they share with the calls of other clients
 * @param activity what the client has been doing
 */
record CallSettings(String name, MessagesEndpoint endpoint, ResponseDecoding decoding, TimeLimits timeLimits,
		CallResilience guards, CallOptions options, @Nullable CallLimiting limiting, ObservationSettings observations,
		List<ApixoCallListener> listeners, ApixoClientResources resources, ApixoClientActivity activity) {

	/**
	 * Return these settings for another endpoint.
	 */
	CallSettings at(MessagesEndpoint other) {
		return new CallSettings(this.name, other, this.decoding, this.timeLimits, this.guards, this.options,
				this.limiting, this.observations, this.listeners, this.resources, this.activity);
	}

	/**
	 * Return the models that are passed over at the gateway.
	 */
	CoolingModels coolingModels() {
		return this.resources.coolingModels(this.endpoint.origin());
	}

	/**
	 * Create an exchange with the gateway.
	 * @param mask removes the key of the exchange from what is quoted
	 * @param listener is told when the response begins
	 * @param context the context of the subscriber
	 * @return the exchange, to be opened
	 */
	GatewayExchange exchange(SecretMask mask, ResponseListener listener, Context context) {
		return new GatewayExchange(this.timeLimits, this.resources.idleClock(), this.resources.connectorThreads(),
				connectionFailures(), mask, listener, context);
	}

	private ConnectionFailures connectionFailures() {
		return new ConnectionFailures(this.endpoint.address(), this.endpoint.host(), this.resources.settingNames(),
				this.timeLimits, this::failures);
	}

	/**
	 * Create the failures of a response.
	 * @param head status and headers of the response
	 * @return what can be said of it
	 */
	ResponseFailures failures(ResponseHead head) {
		String address = this.endpoint.address();
		SettingNames names = this.resources.settingNames();
		ApiErrorAdvice advice = new ApiErrorAdvice(address, names, this.guards::lacksStatusOf);
		return new ResponseFailures(head, new ApiErrorReader(this.decoding.json().trees(), head.mask(), advice),
				address, names, this.decoding.maxMessageSize());
	}

}
