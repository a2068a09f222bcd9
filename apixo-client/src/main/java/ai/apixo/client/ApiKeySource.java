package ai.apixo.client;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.ApiKeys;
import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * Where the key of each attempt comes from.
 */
final class ApiKeySource {

	private final Function<TimeLimits, Mono<String>> checked;

	private ApiKeySource(Function<TimeLimits, Mono<String>> checked) {
		this.checked = checked;
	}

	static ApiKeySource of(String key) {
		return of(() -> key);
	}

	/**
	 * Take a key that is there at once, with a single operator: every open call keeps it.
	 */
	static ApiKeySource of(Supplier<String> key) {
		return new ApiKeySource(
				(limits) -> Mono.fromCallable(() -> ApplicationCode.call(() -> checked(key, limits.names()))));
	}

	/**
	 * Take a key that may take a while.
	 */
	static ApiKeySource of(Mono<String> key) {
		return new ApiKeySource((limits) -> checked(key, limits));
	}

	/**
	 * Return the key of one attempt, checked.
	 * @param limits how long it may take
	 * @return the key; an {@link ApixoException} if there is none
	 */
	Mono<String> checked(TimeLimits limits) {
		return this.checked.apply(limits);
	}

	private static String checked(Supplier<String> key, SettingNames names) {
		try {
			return ApiKeys.checked(key.get(), names);
		}
		catch (ApixoException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Exceptions.throwIfFatal(ex);
			throw failed(names, ex);
		}
	}

	private static Mono<String> checked(Mono<String> key, TimeLimits limits) {
		SettingNames names = limits.names();
		return key.map((value) -> ApiKeys.checked(value, names))
			.switchIfEmpty(Mono.error(() -> ApiKeys.missing(names)))
			.onErrorMap((failure) -> !(failure instanceof ApixoException), (failure) -> failed(names, failure))
			.timeout(limits.response(), Mono.error(limits::keyFailure));
	}

	private static ApixoConfigurationException failed(SettingNames names, @Nullable Throwable cause) {
		return new ApixoConfigurationException(
				"There is no API key, because the source of " + names.apiKey() + " failed.",
				"See the cause; nothing was sent.", cause);
	}

}
