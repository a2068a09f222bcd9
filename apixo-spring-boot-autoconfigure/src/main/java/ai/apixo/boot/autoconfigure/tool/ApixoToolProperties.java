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
	 * Maximum number of responses that a run may ask for.
	 */
	private int maxTurns = 20;

	/**
	 * Maximum number of calls that a run may answer.
	 */
	private int maxToolCalls = 100;

	/**
	 * Maximum number of tokens that a run may use before it asks again; without it there
	 * is no limit.
	 */
	private @Nullable Long maxTotalTokens;

	/**
	 * Maximum time for a run; without it there is no limit. In milliseconds unless a unit
	 * is given.
	 */
	private @Nullable Duration runTimeout;

	/**
	 * Maximum time for each call of a tool. In milliseconds unless a unit is given.
	 */
	private Duration timeout = Duration.ofSeconds(60);

	/**
	 * Maximum number of tools of a run that are executed at the same time.
	 */
	private int concurrency = 4;

	/**
	 * Maximum size of the text of a result. A larger one becomes an error for the model.
	 * In bytes unless a unit is given.
	 */
	private DataSize maxResultSize = DataSize.ofMegabytes(1);

	/**
	 * How long the prompt cache keeps the conversation of a run: '5m', '1h', or 'off' for
	 * no breakpoints.
	 */
	private String promptCache = "5m";

	/**
	 * Return the maximum number of responses that a run may ask for.
	 * @return the maximum
	 */
	public int getMaxTurns() {
		return this.maxTurns;
	}

	/**
	 * Set the maximum number of responses that a run may ask for.
	 * @param maxTurns the maximum
	 */
	public void setMaxTurns(int maxTurns) {
		this.maxTurns = maxTurns;
	}

	/**
	 * Return the maximum number of calls that a run may answer.
	 * @return the maximum
	 */
	public int getMaxToolCalls() {
		return this.maxToolCalls;
	}

	/**
	 * Set the maximum number of calls that a run may answer.
	 * @param maxToolCalls the maximum
	 */
	public void setMaxToolCalls(int maxToolCalls) {
		this.maxToolCalls = maxToolCalls;
	}

	/**
	 * Return the maximum number of tokens that a run may use before it asks again;
	 * without it there is no limit.
	 * @return the maximum
	 */
	public @Nullable Long getMaxTotalTokens() {
		return this.maxTotalTokens;
	}

	/**
	 * Set the maximum number of tokens that a run may use before it asks again; without
	 * it there is no limit.
	 * @param maxTotalTokens the maximum
	 */
	public void setMaxTotalTokens(@Nullable Long maxTotalTokens) {
		this.maxTotalTokens = maxTotalTokens;
	}

	/**
	 * Return the maximum time for a run; without it there is no limit.
	 * @return the run timeout
	 */
	public @Nullable Duration getRunTimeout() {
		return this.runTimeout;
	}

	/**
	 * Set the maximum time for a run; without it there is no limit.
	 * @param runTimeout the run timeout
	 */
	public void setRunTimeout(@Nullable Duration runTimeout) {
		this.runTimeout = runTimeout;
	}

	/**
	 * Return the maximum time for each call of a tool.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set the maximum time for each call of a tool.
	 * @param timeout the timeout
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Return the maximum number of tools of a run that are executed at the same time.
	 * @return the concurrency
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Set the maximum number of tools of a run that are executed at the same time.
	 * @param concurrency the concurrency
	 */
	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Return the maximum size of the text of a result.
	 * @return the maximum
	 */
	public DataSize getMaxResultSize() {
		return this.maxResultSize;
	}

	/**
	 * Set the maximum size of the text of a result.
	 * @param maxResultSize the maximum
	 */
	public void setMaxResultSize(DataSize maxResultSize) {
		this.maxResultSize = maxResultSize;
	}

	/**
	 * Return how long the prompt cache keeps the conversation of a run: '5m', '1h', or
	 * 'off' for no breakpoints.
	 * @return the time
	 */
	public String getPromptCache() {
		return this.promptCache;
	}

	/**
	 * Set how long the prompt cache keeps the conversation of a run: '5m', '1h', or 'off'
	 * for no breakpoints.
	 * @param promptCache the time
	 */
	public void setPromptCache(String promptCache) {
		this.promptCache = promptCache;
	}

}
