package com.example.release;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.transport.ProxyProvider;

@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

	@Bean
	ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> proxy(@Value("${proxy.host}") String host,
			@Value("${proxy.port}") int port) {
		return (builder) -> builder.withHttpClientCustomizer(
				(http) -> http.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host(host).port(port)));
	}

}
