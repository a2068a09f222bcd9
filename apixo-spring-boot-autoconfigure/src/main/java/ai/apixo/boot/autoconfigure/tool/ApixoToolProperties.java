package ai.apixo.boot.autoconfigure.tool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the tool runner.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("apixo.tool")
public class ApixoToolProperties {

	/**
	 * Maximum number of responses that a run may request.
	 */
	private int maxTurns = 20;

	/**
	 * Maximum number of tool calls in a run.
	 */
	private int maxToolCalls = 100;

	/**
	 * Maximum number of tokens that a run may use before it sends another request.
	 * Unlimited by default.
	 */
	private @Nullable Long maxTotalTokens;

	/**
	 * Maximum time for a run. Unlimited by default. In milliseconds unless a unit is
	 * given.
	 */
	private @Nullable Duration runTimeout;

	/**
	 * Maximum time for each tool call. In milliseconds unless a unit is given.
	 */
	private Duration timeout = Duration.ofSeconds(60);

	/**
	 * Maximum number of tools that a run executes at the same time.
	 */
	private int concurrency = 4;

	/**
	 * Maximum size of the text of a tool result. A larger result is reported to the model
	 * as an error. In bytes unless a unit is given.
	 */
	private DataSize maxResultSize = DataSize.ofMegabytes(1);

	/**
	 * How long the prompt cache keeps the conversation of a run: '5m', '1h', or 'off' to
	 * set no breakpoints.
	 */
	private String promptCache = "5m";

	/**
	 * Return the maximum number of responses that a run may request.
	 * @return the maximum
	 */
	public int getMaxTurns() {
		return this.maxTurns;
	}

	/**
	 * Set the maximum number of responses that a run may request.
	 * @param maxTurns the maximum
	 */
	public void setMaxTurns(int maxTurns) {
		this.maxTurns = maxTurns;
	}

	/**
	 * Return the maximum number of tool calls in a run.
	 * @return the maximum
	 */
	public int getMaxToolCalls() {
		return this.maxToolCalls;
	}

	/**
	 * Set the maximum number of tool calls in a run.
	 * @param maxToolCalls the maximum
	 */
	public void setMaxToolCalls(int maxToolCalls) {
		this.maxToolCalls = maxToolCalls;
	}

	/**
	 * Return the maximum number of tokens that a run may use before it sends another
	 * request. Unlimited by default.
	 * @return the maximum
	 */
	public @Nullable Long getMaxTotalTokens() {
		return this.maxTotalTokens;
	}

	/**
	 * Set the maximum number of tokens that a run may use before it sends another
	 * request. Unlimited by default.
	 * @param maxTotalTokens the maximum
	 */
	public void setMaxTotalTokens(@Nullable Long maxTotalTokens) {
		this.maxTotalTokens = maxTotalTokens;
	}

	/**
	 * Return the maximum time for a run. Unlimited by default.
	 * @return the run timeout
	 */
	public @Nullable Duration getRunTimeout() {
		return this.runTimeout;
	}

	/**
	 * Set the maximum time for a run. Unlimited by default.
	 * @param runTimeout the run timeout
	 */
	public void setRunTimeout(@Nullable Duration runTimeout) {
		this.runTimeout = runTimeout;
	}

	/**
	 * Return the maximum time for each tool call.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set the maximum time for each tool call.
	 * @param timeout the timeout
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Return the maximum number of tools that a run executes at the same time.
	 * @return the concurrency
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Set the maximum number of tools that a run executes at the same time.
	 * @param concurrency the concurrency
	 */
	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Return the maximum size of the text of a tool result.
	 * @return the maximum
	 */
	public DataSize getMaxResultSize() {
		return this.maxResultSize;
	}

	/**
	 * Set the maximum size of the text of a tool result.
	 * @param maxResultSize the maximum
	 */
	public void setMaxResultSize(DataSize maxResultSize) {
		this.maxResultSize = maxResultSize;
	}

	/**
	 * Return how long the prompt cache keeps the conversation of a run: '5m', '1h', or
	 * 'off' to set no breakpoints.
	 * @return the time
	 */
	public String getPromptCache() {
		return this.promptCache;
	}

	/**
	 * Set how long the prompt cache keeps the conversation of a run: '5m', '1h', or 'off'
	 * to set no breakpoints.
	 * @param promptCache the time
	 */
	public void setPromptCache(String promptCache) {
		this.promptCache = promptCache;
	}

}
