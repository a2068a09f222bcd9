package com.example;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.connector.ReactorNettyGateway;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/** A client without Spring Boot whose streams nobody else in the JVM can end. */
public final class OwnEventLoops {

	private OwnEventLoops() {
	}

	public static void main(String[] args) {
		LoopResources eventLoops = LoopResources.create("apixo");
		ConnectionProvider connections = ConnectionProvider.create("apixo", 1000);
		ApixoMessagesClient client = client(ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")),
				connections, eventLoops);
		run(client).doOnNext(System.out::print).blockLast();
		connections.dispose();
		eventLoops.dispose();
	}

	static ApixoMessagesClient client(ApixoMessagesClient.Builder builder, ConnectionProvider connections,
			LoopResources eventLoops) {
		HttpClient http = HttpClient.create(connections).runOn(eventLoops);
		return builder
			.webClientBuilder(WebClient.builder()
				.clientConnector(new ReactorClientHttpConnector(ReactorNettyGateway.configure(http))))
			.build();
	}

	static Flux<String> run(ApixoMessagesClient client) {
		return client.streamText(MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(512)
			.user("What is an event loop?")
			.build());
	}

}
