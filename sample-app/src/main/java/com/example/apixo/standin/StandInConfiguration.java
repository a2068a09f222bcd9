package com.example.apixo.standin;

import java.io.IOException;
import java.time.Duration;

import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.test.MockApixoGateway;

/**
 * Without {@code apixo.api-key}, starts the stand-in gateway and points the starter at
 * it. With a key nothing of it exists.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("environment.getProperty('apixo.api-key', '').isBlank()")
@PropertySource("classpath:stand-in/stand-in.properties")
class StandInConfiguration {

	@Bean(destroyMethod = "close")
	MockApixoGateway standInGateway(@Value("${stand-in.pace}") Duration pace) throws IOException {
		return MockApixoGateway.start().when((request) -> true).reply(new StandIn(pace));
	}

	@Bean
	ApixoConnectionDetails standInConnectionDetails(MockApixoGateway standInGateway) {
		LogFactory.getLog(getClass())
			.warn("No APIXO_API_KEY: answers come from the stand-in gateway at " + standInGateway.baseUrl());
		return ApixoConnectionDetails.of(standInGateway.baseUrl(), "stand-in");
	}

}
