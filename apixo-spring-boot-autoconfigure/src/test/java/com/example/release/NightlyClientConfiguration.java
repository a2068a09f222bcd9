package com.example.release;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.limit.CallLimits;

/**
 * A client that leaves room for others.
 */
@Configuration(proxyBeanMethods = false)
class NightlyClientConfiguration {

	@Bean(defaultCandidate = false)
	ApixoMessagesClient nightlyClient(ApixoMessagesClient.Builder builder) {
		CallLimits limits = CallLimits.builder()
			.requestsPerMinute(40)
			.concurrentCalls(6)
			.maxWait(Duration.ofHours(1))
			.build();
		return builder.name("nightly").limits(limits).build();
	}

}
