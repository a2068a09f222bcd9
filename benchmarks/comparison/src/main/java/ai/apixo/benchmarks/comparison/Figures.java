package ai.apixo.benchmarks.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, by client and figure. The median of the rounds counts.
 */
final class Figures {

	private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

	void add(String client, String figure, double value) {
		this.values.computeIfAbsent(client, (name) -> new LinkedHashMap<>())
			.computeIfAbsent(figure, (name) -> new ArrayList<>())
			.add(value);
	}

	/**
	 * The median and its ratio to that of the first client.
	 */
	String cell(String client, String figure) {
		double median = median(client, figure);
		if (Double.isNaN(median)) {
			return "-";
		}
		double reference = median(this.values.keySet().iterator().next(), figure);
		return String.format(Locale.ROOT, (median < 10) ? "%.2f (%.2f)" : "%.0f (%.2f)", median, median / reference);
	}

	private double median(String client, String figure) {
		List<Double> measured = this.values.getOrDefault(client, Map.of()).getOrDefault(figure, List.of());
		return measured.isEmpty() ? Double.NaN : measured.stream().sorted().toList().get(measured.size() / 2);
	}

}
