package ai.apixo.messages.json;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the types of the wire print.
 */
class ToStringTests {

	private static final Set<String> MAY_BE_SHOWN = Set.of("type", "id", "model", "name", "value", "mediaType",
			"fileId", "toolId", "toolUseId", "toolName", "tabId", "skillId", "version", "expiresAt", "retrievedAt",
			"errorCode", "fileType", "ttl", "toolsetName", "oversizedImage", "display", "category", "inferenceGeo",
			"userId");

	@Test
	@DisplayName("No toString() shows what a person or the model wrote (SEC-9)")
	void textIsNeverPrinted() {
		for (long seed = 0; seed < 100; seed++) {
			ModelValues values = ModelValues.marked(seed);
			for (Class<?> type : ModelValues.TYPES) {
				Object value = values.next(type);
				Matcher marks = Pattern.compile(ModelValues.MARK + "(\\w*)").matcher(value.toString());
				while (marks.find()) {
					assertThat(MAY_BE_SHOWN).as("%s prints %s", type, value).contains(marks.group(1));
				}
			}
		}
	}

}
