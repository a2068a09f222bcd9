package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.CacheControl;

/**
 * What a {@link MessagesRequest.Builder} sets besides the conversation and the tools.
 */
abstract class RequestOptions {

	final List<String> stopSequences = new ArrayList<>();

	@Nullable String model;

	@Nullable Integer maxTokens;

	@Nullable Thinking thinking;

	@Nullable OutputConfig outputConfig;

	@Nullable Double temperature;

	@Nullable Double topP;

	@Nullable Integer topK;

	@Nullable RequestMetadata metadata;

	@Nullable ServiceTier serviceTier;

	@Nullable String inferenceGeo;

	@Nullable Container container;

	@Nullable CacheControl cacheControl;

	RequestOptions() {
	}

	RequestOptions(RequestFields fields) {
		this.stopSequences.addAll(fields.stopSequences());
		this.model = fields.model();
		this.maxTokens = fields.maxTokens();
		this.thinking = fields.thinking();
		this.outputConfig = fields.outputConfig();
		this.temperature = fields.temperature();
		this.topP = fields.topP();
		this.topK = fields.topK();
		this.metadata = fields.metadata();
		this.serviceTier = fields.serviceTier();
		this.inferenceGeo = fields.inferenceGeo();
		this.container = fields.container();
		this.cacheControl = fields.cacheControl();
	}

	abstract MessagesRequest.Builder self();

	/**
	 * Set {@code model}, the model to ask.
	 * @param model the id, such as one of {@link ApixoModels}; {@code null} to use the
	 * default of the client
	 * @return this builder
	 * @throws IllegalArgumentException if the id is blank
	 */
	public MessagesRequest.Builder model(@Nullable String model) {
		Values.requireNotBlank(model, "model");
		this.model = model;
		return self();
	}

	/**
	 * Set {@code max_tokens}, the maximum number of tokens of the response.
	 * @param maxTokens the number of tokens, 0 to only warm the prompt cache; {@code
	 * null} to use the default of the client
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MessagesRequest.Builder maxTokens(@Nullable Integer maxTokens) {
		Values.requireNotNegative(maxTokens, "maxTokens");
		this.maxTokens = maxTokens;
		return self();
	}

	/**
	 * Set {@code thinking}, whether the model thinks before it responds.
	 * @param thinking the configuration, {@code null} for the default of the model
	 * @return this builder
	 */
	public MessagesRequest.Builder thinking(@Nullable Thinking thinking) {
		this.thinking = thinking;
		return self();
	}

	/**
	 * Set {@code output_config}, the effort and the form of the response.
	 * @param outputConfig the configuration, {@code null} for the defaults of the model
	 * @return this builder
	 */
	public MessagesRequest.Builder outputConfig(@Nullable OutputConfig outputConfig) {
		this.outputConfig = outputConfig;
		return self();
	}

	/**
	 * Set {@code temperature}, how much the response varies; newer models refuse it.
	 * @param temperature a number from 0
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative or not finite
	 */
	public MessagesRequest.Builder temperature(double temperature) {
		return temperature((Double) temperature);
	}

	/**
	 * Set {@code temperature}, how much the response varies; newer models refuse it.
	 * @param temperature a number from 0, {@code null} to omit it
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative or not finite
	 */
	public MessagesRequest.Builder temperature(@Nullable Double temperature) {
		Values.requireNotNegative(temperature, "temperature");
		this.temperature = temperature;
		return self();
	}

	/**
	 * Set {@code top_p}, the share of the most probable tokens to choose from; newer
	 * models refuse it.
	 * @param topP a number from 0 to 1
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative or not finite
	 */
	public MessagesRequest.Builder topP(double topP) {
		return topP((Double) topP);
	}

	/**
	 * Set {@code top_p}, the share of the most probable tokens to choose from; newer
	 * models refuse it.
	 * @param topP a number from 0 to 1, {@code null} to omit it
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative or not finite
	 */
	public MessagesRequest.Builder topP(@Nullable Double topP) {
		Values.requireNotNegative(topP, "topP");
		this.topP = topP;
		return self();
	}

	/**
	 * Set {@code top_k}, the number of the most probable tokens to choose from; newer
	 * models refuse it.
	 * @param topK the number of tokens, {@code null} to omit it
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MessagesRequest.Builder topK(@Nullable Integer topK) {
		Values.requireNotNegative(topK, "topK");
		this.topK = topK;
		return self();
	}

	/**
	 * Replace {@code stop_sequences}, the texts that end the response where the model
	 * would write them.
	 * @param stopSequences the texts; none to omit them
	 * @return this builder
	 * @throws IllegalArgumentException if one is empty
	 */
	public MessagesRequest.Builder stopSequences(String... stopSequences) {
		return stopSequences(List.of(stopSequences));
	}

	/**
	 * Replace {@code stop_sequences}, the texts that end the response where the model
	 * would write them.
	 * @param stopSequences the texts; none to omit them
	 * @return this builder
	 * @throws IllegalArgumentException if one is empty
	 */
	public MessagesRequest.Builder stopSequences(List<String> stopSequences) {
		this.stopSequences.clear();
		stopSequences.forEach(this::stopSequence);
		return self();
	}

	/**
	 * Add a text to {@code stop_sequences} that ends the response where the model would
	 * write it.
	 * @param stopSequence the text
	 * @return this builder
	 * @throws IllegalArgumentException if it is empty
	 */
	public MessagesRequest.Builder stopSequence(String stopSequence) {
		this.stopSequences.add(Values.requireNotEmpty(stopSequence, "stopSequence"));
		return self();
	}

	/**
	 * Set {@code metadata}, on whose behalf the request is made.
	 * @param metadata the metadata, {@code null} to omit it
	 * @return this builder
	 */
	public MessagesRequest.Builder metadata(@Nullable RequestMetadata metadata) {
		this.metadata = metadata;
		return self();
	}

	/**
	 * Set {@code service_tier}, the capacity to use.
	 * @param serviceTier the tier, {@code null} for the default of the gateway
	 * @return this builder
	 */
	public MessagesRequest.Builder serviceTier(@Nullable ServiceTier serviceTier) {
		this.serviceTier = serviceTier;
		return self();
	}

	/**
	 * Set {@code inference_geo}, the region in which the model must run.
	 * @param inferenceGeo the region, {@code null} for the default of the gateway
	 * @return this builder
	 */
	public MessagesRequest.Builder inferenceGeo(@Nullable String inferenceGeo) {
		this.inferenceGeo = inferenceGeo;
		return self();
	}

	/**
	 * Set {@code container}, the container in which code execution runs.
	 * @param container the container, {@code null} for a new one
	 * @return this builder
	 */
	public MessagesRequest.Builder container(@Nullable Container container) {
		this.container = container;
		return self();
	}

	/**
	 * Set {@code cache_control}, a breakpoint of the prompt cache on the last block that
	 * can have one.
	 * @param cacheControl the breakpoint, {@code null} to omit it
	 * @return this builder
	 */
	public MessagesRequest.Builder cacheControl(@Nullable CacheControl cacheControl) {
		this.cacheControl = cacheControl;
		return self();
	}

}
