package com.example.apixo.standin;

import java.io.IOException;
import java.time.Duration;

import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.KeyBalance;
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
		MockApixoGateway gateway = MockApixoGateway.start();
		return gateway.when((request) -> true).reply(new StandIn(pace, gateway::openRequests));
	}

	@Bean
	ApixoConnectionDetails standInConnectionDetails(MockApixoGateway standInGateway) {
		LogFactory.getLog(getClass())
			.warn("No APIXO_API_KEY: answers come from the stand-in gateway at " + standInGateway.baseUrl());
		return ApixoConnectionDetails.of(standInGateway.baseUrl(), "stand-in");
	}

	@Bean(destroyMethod = "disposeNow")
	DisposableServer standInAccount() {
		Mono<String> balance = Mono.just("{\"code\":200,\"data\":74.87}");
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/api/v1/apikeys/current-balance",
					(request, response) -> response.header("content-type", "application/json").sendString(balance)))
			.bindNow();
	}

	@Bean
	KeyBalance standInBalance(ApixoMessagesClient client, DisposableServer standInAccount) {
		return KeyBalance.of(client, "http://127.0.0.1:" + standInAccount.port());
	}

}
