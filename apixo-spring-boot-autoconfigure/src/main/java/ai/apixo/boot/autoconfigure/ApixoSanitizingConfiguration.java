package ai.apixo.boot.autoconfigure;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Masks the key in the actuator's {@code env} and {@code configprops} endpoints.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SanitizingFunction.class)
class ApixoSanitizingConfiguration {

	@Bean
	ApiKeySanitizingFunction apixoApiKeySanitizingFunction(ApixoConnectionDetails connectionDetails) {
		return new ApiKeySanitizingFunction(connectionDetails::getApiKey);
	}

}
