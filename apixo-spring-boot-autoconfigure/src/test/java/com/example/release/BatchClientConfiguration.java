package com.example.release;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.client.ApixoMessagesClient;

@Configuration(proxyBeanMethods = false)
class BatchClientConfiguration {

	@Bean(defaultCandidate = false)
	ApixoMessagesClient batchClient(ApixoMessagesClient.Builder builder, @Value("${batch.api-key}") String apiKey) {
		return builder.name("batch").apiKey(apiKey).build();
	}

}
