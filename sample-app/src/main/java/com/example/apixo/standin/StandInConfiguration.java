package com.example.apixo.standin;

import java.time.Duration;

import reactor.netty.DisposableServer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Starts the stand-in gateway and points the starter at it, but only where no
 * {@code apixo.api-key} is set.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(StandInConfiguration.NoApiKey.class)
class StandInConfiguration {

	@Bean(destroyMethod = "disposeNow")
	DisposableServer standInGateway(@Value("${stand-in.pace:30ms}") Duration pace) {
		return new StandInGateway(pace).start();
	}

	static class NoApiKey implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !StringUtils.hasText(context.getEnvironment().getProperty("apixo.api-key"));
		}

	}

}
