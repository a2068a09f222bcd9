package com.example.apixo.chat;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.KeyBalance;
import ai.apixo.client.error.ApixoException;

/** What is left on the account of the key, when the page asks for it. */
@RestController
record BalanceController(ApixoMessagesClient client, ObjectProvider<KeyBalance> keyBalance) {

	@GetMapping("/api/balance")
	Mono<Balance> balance() {
		return Mono.defer(() -> this.keyBalance.getIfAvailable(() -> KeyBalance.of(this.client)).balance())
			.map((balance) -> new Balance(balance, null))
			.onErrorResume(ApixoException.class, (failure) -> Mono.just(new Balance(null, failure.getMessage())));
	}

	/** In US dollars, or why it is not known. */
	record Balance(@Nullable BigDecimal balance, @Nullable String problem) {

	}

}
