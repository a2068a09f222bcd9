package com.example.release;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;

/**
 * A key that a vault rotates, as the README shows it.
 */
@Configuration(proxyBeanMethods = false)
class VaultKeyConfiguration {

	@Bean
	ApixoMessagesClient apixoMessagesClient(ApixoMessagesClient.Builder builder, Vault vault) {
		return builder.apiKey(vault.read("apixo")).build();
	}

	interface Vault {

		Mono<String> read(String name);

	}

}
