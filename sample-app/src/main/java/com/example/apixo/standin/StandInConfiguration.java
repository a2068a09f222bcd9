package com.example.apixo.standin;

import java.time.Duration;

import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import reactor.netty.DisposableServer;

import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;

/**
 * Without {@code apixo.api-key}, starts the stand-in gateway and points the starter at
 * it. With a key nothing of it exists.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("environment.getProperty('apixo.api-key', '').isBlank()")
@PropertySource("classpath:stand-in/stand-in.properties")
class StandInConfiguration {

	@Bean(destroyMethod = "disposeNow")
	DisposableServer standInGateway(@Value("${stand-in.pace}") Duration pace) {
		return new StandInGateway(pace).start();
	}

	@Bean
	ApixoConnectionDetails standInConnectionDetails(DisposableServer standInGateway) {
		String baseUrl = "http://127.0.0.1:" + standInGateway.port();
		LogFactory.getLog(getClass()).warn("No APIXO_API_KEY: answers come from the stand-in gateway at " + baseUrl);
		return ApixoConnectionDetails.of(baseUrl, "stand-in");
	}

}
