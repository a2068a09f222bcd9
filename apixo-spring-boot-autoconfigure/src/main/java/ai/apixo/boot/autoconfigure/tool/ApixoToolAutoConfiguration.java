package ai.apixo.boot.autoconfigure.tool;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Scope;

import ai.apixo.boot.autoconfigure.structured.ApixoStructuredAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.tool.ToolRunner;
import ai.apixo.tool.observation.ToolCallObservationConvention;
import ai.apixo.tool.observation.ToolRunObservationConvention;

/**
 * Auto-configuration of the prototype {@link ToolRunner.Builder}. There is no runner and
 * no scan for tools: which of them a prompt can reach is decided where the application
 * builds its runner.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoStructuredAutoConfiguration.class)
@ConditionalOnBean(ApixoMessagesClient.class)
@EnableConfigurationProperties(ApixoToolProperties.class)
@ImportRuntimeHints(ToolRuntimeHints.class)
public final class ApixoToolAutoConfiguration {

	ApixoToolAutoConfiguration() {
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	ToolRunner.Builder apixoToolRunnerBuilder(ApixoMessagesClient client, ApixoClientResources resources,
			JsonSchemas schemas, ApixoToolProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ToolRunObservationConvention> runConvention,
			ObjectProvider<ToolCallObservationConvention> callConvention) {
		ToolRunner.Builder builder = ToolRunner.builder(client, resources.settingNames())
			.schemas(schemas)
			.promptCache(promptCache(properties.getPromptCache()));
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getMaxTurns).to(builder::maxTurns);
		map.from(properties::getMaxToolCalls).to(builder::maxToolCalls);
		map.from(properties::getMaxTotalTokens).to(builder::maxTotalTokens);
		map.from(properties::getRunTimeout).to(builder::runTimeout);
		map.from(properties::getTimeout).to(builder::toolTimeout);
		map.from(properties::getConcurrency).to(builder::concurrency);
		map.from(properties::getMaxResultSize).to(builder::maxResultSize);
		observationRegistry.ifUnique(builder::observationRegistry);
		runConvention.ifUnique(builder::observationConvention);
		callConvention.ifUnique(builder::observationConvention);
		return builder;
	}

	private static @Nullable CacheControl promptCache(String timeToLive) {
		return switch (timeToLive) {
			case "off", "false" -> null; // YAML reads off as false
			case CacheControl.TTL_5M -> CacheControl.ephemeral();
			case CacheControl.TTL_1H -> CacheControl.ephemeral(CacheControl.TTL_1H);
			default -> throw new InvalidConfigurationPropertyValueException("apixo.tool.prompt-cache", timeToLive,
					"Use '5m', '1h' or 'off'.");
		};
	}

}
