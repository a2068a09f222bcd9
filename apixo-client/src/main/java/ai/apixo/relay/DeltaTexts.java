package ai.apixo.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The texts by which an event continues the one before it, and what stands around them.
 * Everything is cut out of the JSON as it is written, so joined events keep every digit
 * and every escape.
 *
 * @param around the JSON without the texts
 * @param texts the texts as they are escaped in the JSON
 */
record DeltaTexts(List<String> around, List<String> texts) {

	private static final Set<String> NAMES = Set.of("text", "thinking", "partial_json");

	/** What has been written may be larger than what is read by default. */
	private static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.build())
		.build();

	/**
	 * Find the texts of an event.
	 * @param json one line of JSON
	 * @return the texts, or {@code null} if the event continues nothing
	 */
	static @Nullable DeltaTexts of(String json) {
		if (!json.startsWith("\"") && !json.contains("\"delta\"")) {
			return null;
		}
		List<String> around = new ArrayList<>();
		List<String> texts = new ArrayList<>();
		int end = 0;
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.VALUE_STRING && isText(parser.streamReadContext())) {
					int start = (int) parser.currentTokenLocation().getCharOffset() + 1;
					around.add(json.substring(end, start));
					parser.finishToken();
					end = (int) parser.currentLocation().getCharOffset() - 1;
					texts.add(json.substring(start, end));
				}
			}
		}
		catch (JacksonException ex) {
			return null;
		}
		around.add(json.substring(end));
		return texts.isEmpty() ? null : new DeltaTexts(around, texts);
	}

	private static boolean isText(TokenStreamContext context) {
		if (context.inRoot()) {
			return true;
		}
		TokenStreamContext parent = context.getParent();
		return context.inObject() && NAMES.contains(String.valueOf(context.currentName())) && parent.inObject()
				&& "delta".equals(parent.currentName());
	}

	/**
	 * Return whether the events differ in nothing but the texts.
	 * @param next the following event
	 * @return whether it can be joined to this one
	 */
	boolean isContinuedBy(DeltaTexts next) {
		return this.around.equals(next.around);
	}

}
