package ai.apixo.messages;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The usage of one response while its reports arrive, each of which replaces earlier
 * values. Updated in place, so the cost of a report does not depend on earlier ones. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class UsageTotals {

	private UsageFields counters;

	private final Map<String, JsonNode> additionalProperties;

	/**
	 * Create totals with the first report.
	 * @param first the report
	 */
	public UsageTotals(Usage first) {
		this.counters = first.fields();
		this.additionalProperties = new LinkedHashMap<>(first.additionalProperties());
	}

	/**
	 * Apply a later report, see {@link Usage#updatedWith(Usage)}.
	 * @param later the report
	 */
	public void update(Usage later) {
		later.fields().update(this.additionalProperties);
		this.counters = this.counters.updatedWith(later.fields(), Map.of());
	}

	/**
	 * Return the usage so far.
	 * @return the usage
	 */
	public Usage usage() {
		return new Usage(this.counters.with(this.additionalProperties));
	}

}
