package com.example.apixo.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DashboardPictureTests {

	private static final Path DASHBOARD = Path.of("grafana", "apixo-sample.json");

	private static final Path PICTURE = Path.of("..", "docs", "grafana-dashboard.svg");

	@Test
	void thePictureInTheDocumentationIsThatOfTheDashboard() throws IOException {
		String drawn = DashboardPicture.draw(JsonMapper.shared().readTree(Files.readString(DASHBOARD)));
		Path copy = Files.writeString(Path.of("target", "grafana-dashboard.svg"), drawn);
		assertThat(PICTURE).as("copy %s", copy).hasContent(drawn);
	}

}
