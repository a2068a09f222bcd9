package com.example.apixo.grafana;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Draws the panels of a Grafana dashboard from its JSON, where they stand, with invented
 * figures: what a reader can expect to see, without a Grafana.
 */
final class DashboardPicture {

	private static final int COLUMN = 40;

	private static final int ROW = 22;

	private static final int POINTS = 40;

	private static final List<String> COLORS = List.of("#2f7d6f", "#c2571a", "#6a5acd", "#b08900");

	/**
	 * What a label of the metrics may be, and how much of the whole each makes.
	 */
	private static final Map<String, List<String>> LABELS = Map.of("outcome", List.of("success", "error", "cancelled"),
			"gen_ai_token_type", List.of("input", "output"), "gen_ai_response_model",
			List.of("claude-sonnet-4-6", "claude-haiku-4-5"), "error_type", List.of("529", "ApixoTimeoutException"),
			"status", List.of("200", "429", "529"), "state", List.of("closed"));

	private final StringBuilder svg = new StringBuilder();

	private DashboardPicture() {
	}

	static String draw(JsonNode dashboard) {
		DashboardPicture picture = new DashboardPicture();
		List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
		int height = panels.stream().mapToInt((panel) -> at(panel, "y") + at(panel, "h")).max().orElse(0) * ROW;
		picture.line("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">"
			.formatted(24 * COLUMN, height));
		picture.line("<rect width=\"%d\" height=\"%d\" fill=\"#f4f5f5\"/>".formatted(24 * COLUMN, height));
		panels.forEach(picture::panel);
		picture.line("</svg>");
		return picture.svg.toString();
	}

	private void panel(JsonNode panel) {
		int width = at(panel, "w") * COLUMN - 8;
		int height = at(panel, "h") * ROW - 8;
		line("<g transform=\"translate(%d %d)\">".formatted(at(panel, "x") * COLUMN + 4, at(panel, "y") * ROW + 4));
		line("<rect width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#fff\" stroke=\"#dcdee0\"/>".formatted(width, height));
		line("<text x=\"10\" y=\"18\" font-size=\"12\" font-weight=\"600\" fill=\"#24292e\">%s</text>"
			.formatted(panel.path("title").asString()));
		List<String> series = panel.path("targets").valueStream().flatMap(DashboardPicture::series).toList();
		if (panel.path("type").asString().equals("stat")) {
			boolean number = series.equals(List.of("open"));
			line("<text x=\"%d\" y=\"%d\" font-size=\"30\" text-anchor=\"middle\" fill=\"%s\">%s</text>"
				.formatted(width / 2, height / 2 + 18, COLORS.get(0), number ? "4" : series.get(0)));
		}
		else {
			graph(panel, series, width, height);
		}
		line("</g>");
	}

	private static Stream<String> series(JsonNode target) {
		String legend = target.path("legendFormat").asString();
		return legend.startsWith("{{")
				? Objects.requireNonNull(LABELS.get(legend.replaceAll("[{}]", "")), legend).stream()
				: Stream.of(legend);
	}

	private void graph(JsonNode panel, List<String> series, int width, int height) {
		boolean seconds = panel.path("fieldConfig").path("defaults").path("unit").asString("").equals("s");
		int top = top(panel, seconds);
		for (int part = 0; part <= 2; part++) {
			int y = height - 34 - part * (height - 66) / 2;
			line("<path d=\"M44 %d H%d\" stroke=\"#ececee\"/>".formatted(y, width - 10));
			line("<text x=\"38\" y=\"%d\" font-size=\"9\" text-anchor=\"end\" fill=\"#6e7681\">%s</text>"
				.formatted(y + 3, String.format(Locale.US, "%,d", top * part / 2) + (seconds ? " s" : "")));
		}
		int x = 44;
		for (int index = 0; index < series.size(); index++) {
			String color = COLORS.get(index);
			line("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>".formatted(color,
					points(at(panel, "x") + 7 * at(panel, "y"), index, seconds, width, height)));
			line("<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"%s\">%s</text>".formatted(x, height - 10, color,
					series.get(index)));
			x += 12 + 6 * series.get(index).length();
		}
	}

	private static int top(JsonNode panel, boolean seconds) {
		String title = panel.path("title").asString();
		if (title.contains("Tokens")) {
			return 60_000;
		}
		if (seconds) {
			return title.contains("first") ? 2 : 20;
		}
		return (title.contains("Retries") || title.contains("Failures")) ? 4 : 40;
	}

	private static String points(int seed, int series, boolean seconds, int width, int height) {
		double level = seconds ? .25 + .4 * series : .7 * Math.pow(.35, series);
		return IntStream.range(0, POINTS).mapToObj((point) -> {
			double wave = Math.sin(point / 5.0 + seed) + .5 * Math.sin(point * 1.3 + 2 * seed + series)
					+ .3 * Math.sin(point * 2.9 + series);
			double value = Math.max(0, Math.min(1, level * (1 + .22 * wave)));
			return (44 + point * (width - 54) / (POINTS - 1)) + "," + (height - 34 - Math.round(value * (height - 66)));
		}).collect(Collectors.joining(" "));
	}

	private static int at(JsonNode panel, String name) {
		return panel.path("gridPos").path(name).asInt();
	}

	private void line(String text) {
		this.svg.append(text).append('\n');
	}

}
