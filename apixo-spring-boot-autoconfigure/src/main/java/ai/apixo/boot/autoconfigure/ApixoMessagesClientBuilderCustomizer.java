package ai.apixo.boot.autoconfigure;

import ai.apixo.client.ApixoMessagesClient;

/**
 * Changes every {@link ApixoMessagesClient.Builder} that is injected, the one of the
 * auto-configured client too. Beans of this type are applied in their order; the
 * properties are applied at order 0.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ApixoMessagesClientBuilderCustomizer {

	/**
	 * Change a builder.
	 * @param builder the builder to change
	 */
	void customize(ApixoMessagesClient.Builder builder);

}
