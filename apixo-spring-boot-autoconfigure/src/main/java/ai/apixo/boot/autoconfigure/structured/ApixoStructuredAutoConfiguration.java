package ai.apixo.boot.autoconfigure.structured;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.structured.StructuredOutput;

/**
 * Auto-configuration of {@link JsonSchemas} and of the prototype
 * {@link StructuredOutput.Builder}. Both are made when they are first asked for.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBean(ApixoMessagesClient.class)
@EnableConfigurationProperties(ApixoStructuredProperties.class)
public final class ApixoStructuredAutoConfiguration {

	ApixoStructuredAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	JsonSchemas apixoJsonSchemas(ObjectProvider<JsonMapper> jsonMapper, ObjectProvider<Validator> validator) {
		JsonMapper mapper = jsonMapper.getIfUnique(() -> JsonMapper.builder().build());
		return JsonSchemas.create(mapper, validator.getIfUnique());
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	StructuredOutput.Builder apixoStructuredOutputBuilder(ApixoMessagesClient client, ApixoClientResources resources,
			JsonSchemas schemas, ApixoStructuredProperties properties) {
		return StructuredOutput.builder(client, resources.settingNames())
			.schemas(schemas)
			.mode(properties.getMode())
			.maxRepairs(properties.getMaxRepairs());
	}

}
