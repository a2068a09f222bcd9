package ai.apixo.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Base64Source;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ContentSource;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.Source;
import ai.apixo.messages.content.ToolResultBlock;

/**
 * Estimates the tokens of a request before it is sent (LIMIT-15, LIMIT-16).
 *
 * @since 0.1.0
 */
public final class TokenEstimate {

	private static final int BYTES_PER_TOKEN = 4;

	private static final long TOKENS_PER_ATTACHMENT = 1600;

	private static final double FIRST_OUTPUT = 1000;

	/**
	 * How much the latest answer weighs in the average.
	 */
	private static final double WEIGHT = 0.25;

	private static final int MAX_KEYS = 1000;

	private final Map<String, Double> outputs = new ConcurrentHashMap<>();

	/**
	 * Create an estimate without earlier responses to learn from.
	 */
	public TokenEstimate() {
	}

	/**
	 * Estimate the input tokens: a quarter of the bytes of the text, and 1,600 for each
	 * image or document.
	 * @param request the request
	 * @param bytes the size of its JSON
	 * @return the number of tokens
	 */
	public static long input(MessagesRequest request, int bytes) {
		Attachments attachments = new Attachments();
		Content system = request.system();
		if (system != null) {
			attachments.add(system);
		}
		for (InputMessage message : request.messages()) {
			attachments.add(message.content());
		}
		return Math.max(0, bytes - attachments.bytes) / BYTES_PER_TOKEN + attachments.count * TOKENS_PER_ATTACHMENT;
	}

	/**
	 * Estimate the output tokens from the average of the key's responses.
	 * @param keyId the id of the key
	 * @param maxTokens the {@code max_tokens} of the request, or {@code null}
	 * @return the number of tokens
	 */
	public long output(String keyId, @Nullable Integer maxTokens) {
		double average = this.outputs.getOrDefault(keyId, FIRST_OUTPUT);
		long estimate = (long) Math.ceil(average);
		return (maxTokens != null) ? Math.min(maxTokens, estimate) : estimate;
	}

	/**
	 * Add a response to the average.
	 * @param keyId the id of the key
	 * @param outputTokens the output tokens of the response
	 */
	public void add(String keyId, long outputTokens) {
		if (this.outputs.size() >= MAX_KEYS && !this.outputs.containsKey(keyId)) {
			this.outputs.clear();
		}
		this.outputs.merge(keyId, FIRST_OUTPUT + (outputTokens - FIRST_OUTPUT) * WEIGHT,
				(average, first) -> average + (outputTokens - average) * WEIGHT);
	}

	/**
	 * What is not text.
	 */
	private static final class Attachments {

		private int count;

		private long bytes;

		private void add(Content content) {
			if (content.string() == null) {
				content.blocks().forEach(this::add);
			}
		}

		private void add(ContentBlock block) {
			if (block instanceof ImageBlock image) {
				add(image.source());
			}
			else if (block instanceof DocumentBlock document) {
				add(document.source());
			}
			else if (block instanceof ToolResultBlock result && result.content() != null) {
				add(result.content());
			}
		}

		private void add(Source source) {
			this.count++;
			if (source instanceof Base64Source data) {
				this.bytes += data.data().length();
			}
			else if (source instanceof ContentSource content) {
				add(content.content());
			}
		}

	}

}
