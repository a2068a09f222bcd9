package ai.apixo.client;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.ApiKeys;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * Where the key of each attempt comes from.
 *
 * @param key emits the key when it is subscribed to
 * @param mayWait whether that may take a while
 */
record ApiKeySource(Mono<String> key, boolean mayWait) {

	static ApiKeySource of(String key) {
		return new ApiKeySource(Mono.just(key), false);
	}

	static ApiKeySource of(Supplier<String> key) {
		return new ApiKeySource(Mono.fromSupplier(key), false);
	}

	static ApiKeySource of(Mono<String> key) {
		return new ApiKeySource(key, true);
	}

	/**
	 * Return the key of one attempt, checked.
	 * @param limits how long it may take
	 * @return the key; an {@link ApixoException} if there is none
	 */
	Mono<String> checked(TimeLimits limits) {
		SettingNames names = limits.names();
		Mono<String> checked = this.key.map((value) -> ApiKeys.checked(value, names))
			.switchIfEmpty(Mono.error(() -> ApiKeys.missing(names)))
			.onErrorMap((failure) -> !(failure instanceof ApixoException), (failure) -> failed(names, failure));
		Duration limit = limits.response();
		return this.mayWait ? checked.timeout(limit, Mono.error(limits::keyFailure)) : checked;
	}

	private static ApixoConfigurationException failed(SettingNames names, @Nullable Throwable cause) {
		return new ApixoConfigurationException(
				"There is no API key, because the source of " + names.apiKey() + " failed.",
				"See the cause; nothing was sent.", cause);
	}

}
