package ai.apixo.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a test is told when a recording does not fit.
 */
class StrictReplayRulesTests {

	@Test
	@DisplayName("KIT-31 of long values that differ, the part where the difference begins is shown")
	void differenceOfLongValuesIsShown() {
		String equal = "x".repeat(3000);
		assertThat(JsonDifferences.between(StringNode.valueOf(equal + "A" + equal), StringNode.valueOf(equal + "B")))
			.singleElement()
			.satisfies((difference) -> assertThat(difference).contains("xxA").contains("xxB").hasSizeLessThan(400));
	}

	@Test
	@DisplayName("KIT-31 an exchange that is damaged is named by its line")
	void damagedExchangeIsNamed(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("recording.jsonl");
		Files.writeString(file, "{\"test\":\"u\"}\n\n{\"test\":\"t\",\"request\":{}}\n");
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			assertThatIllegalStateException().isThrownBy(() -> gateway.replay(Recording.of(file).test("t")))
				.withMessageContaining("Line 3")
				.withMessageContaining("APIXO_TEST_RECORD=true");
		}
	}

}
