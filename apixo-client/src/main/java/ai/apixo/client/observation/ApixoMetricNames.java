package ai.apixo.client.observation;

import ai.apixo.messages.Usage;

/**
 * The names of the metrics of this library, for dashboards, alerts and tests. Those with
 * the prefix {@code gen_ai} are those of the OpenTelemetry semantic conventions for
 * generative AI (status: development).
 *
 * <p>
 * A metric of an observation has the tags of its {@code LowCardinalityKeyNames}. An
 * {@link ApixoObservationConvention} of the application may give it another name.
 *
 * @since 0.1.0
 */
public final class ApixoMetricNames {

	/**
	 * Duration of a call, from its subscription to its final signal: a timer. The
	 * observation of a call has this name.
	 * @see ApixoObservationDocumentation#CALL
	 */
	public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";

	/**
	 * Time from the subscription to a call to its first event: a timer.
	 */
	public static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";

	/**
	 * Tokens of a call by {@code gen_ai.token.type}, which is {@code input} or
	 * {@code output}: a distribution summary.
	 * @see Usage#totalInputTokens()
	 */
	public static final String TOKEN_USAGE = "gen_ai.client.token.usage";

	/**
	 * Requests sent after the first one of a call, not counting those to another model: a
	 * counter.
	 */
	public static final String RETRIES = "apixo.client.retries";

	/**
	 * Calls that another model served, by {@code apixo.fallback.model}: a counter.
	 */
	public static final String FALLBACKS = "apixo.client.fallbacks";

	/**
	 * Time for which a call has waited for its turns under the limits of its key: a
	 * timer.
	 */
	public static final String LIMIT_WAIT = "apixo.client.limit.wait";

	/**
	 * Calls that are waiting for their turn, by {@code apixo.client.name}: a gauge.
	 */
	public static final String LIMIT_WAITING = "apixo.client.limit.waiting";

	/**
	 * Balance of the account of the API key in dollars, by {@code apixo.client.name}: a
	 * gauge.
	 */
	public static final String KEY_BALANCE = "apixo.key.balance";

	/**
	 * Duration of a tool run: a timer. The observation of a run has this name.
	 */
	public static final String TOOL_RUN = "apixo.tool.run";

	/**
	 * Duration of a tool call: a timer. The observation of a tool call has this name.
	 */
	public static final String TOOL_CALL = "apixo.tool.call";

	/**
	 * Runs of the relay whose source runs in this application: a gauge.
	 */
	public static final String RELAY_RUNS = "apixo.relay.runs";

	/**
	 * Watchers of runs that are connected to this application: a gauge.
	 */
	public static final String RELAY_WATCHERS = "apixo.relay.watchers";

	/**
	 * Runs of the relay whose end was recorded by this application, by {@code state}: a
	 * counter.
	 */
	public static final String RELAY_ENDED = "apixo.relay.ended";

	/**
	 * Watchers that resumed where they were interrupted: a counter.
	 */
	public static final String RELAY_RESUMED = "apixo.relay.resumed";

	/**
	 * Watchers that started over with a snapshot: a counter.
	 */
	public static final String RELAY_SNAPSHOTS = "apixo.relay.snapshots";

	private ApixoMetricNames() {
	}

}
