package ai.apixo.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Answers requests as they were answered when they were recorded, each exchange once.
 */
final class ReplayedConversation implements Conversation {

	private static final int MOST_DIFFERENCES = 20;

	private final Recording recording;

	private final List<RecordedExchange> unused;

	ReplayedConversation(Recording recording) {
		this.recording = recording;
		this.unused = new ArrayList<>(new RecordingFile(recording.file()).read(recording.test()));
	}

	@Override
	public ChosenAnswer answer(ReceivedRequest request, String requestId) {
		JsonNode sent = RecordedExchange.request(request, this.recording.mask());
		List<String> nearest = List.of();
		for (Iterator<RecordedExchange> exchanges = this.unused.iterator(); exchanges.hasNext();) {
			RecordedExchange exchange = exchanges.next();
			List<String> differences = differences(exchange, sent);
			if (differences.isEmpty()) {
				exchanges.remove();
				return new ChosenAnswer("recorded " + exchange, Playback.of(exchange.reply(), null), null);
			}
			if (nearest.isEmpty() || differences.size() < nearest.size()) {
				nearest = differences;
			}
		}
		return ChosenAnswer.none(problem(nearest), request, requestId);
	}

	private List<String> differences(RecordedExchange exchange, JsonNode sent) {
		JsonNode recorded = exchange.request();
		List<String> differences = new ArrayList<>();
		JsonDifferences.between(recorded.path("headers"), sent.path("headers"))
			.forEach((difference) -> differences.add("header " + difference));
		differences
			.addAll(JsonDifferences.between(this.recording.mask().apply(recorded.path("body")), sent.path("body")));
		return differences;
	}

	private String problem(List<String> differences) {
		if (differences.isEmpty()) {
			return "No exchange is left in the " + this.recording + "; to record it again set APIXO_TEST_RECORD=true";
		}
		String more = (differences.size() > MOST_DIFFERENCES)
				? "\n  and " + (differences.size() - MOST_DIFFERENCES) + " more" : "";
		return "The request is not in the " + this.recording
				+ "; to record it again set APIXO_TEST_RECORD=true. It differs from the nearest exchange:"
				+ differences.stream()
					.limit(MOST_DIFFERENCES)
					.map((difference) -> "\n  " + difference)
					.collect(Collectors.joining())
				+ more;
	}

	@Override
	public List<String> problems() {
		return this.unused.stream()
			.map((exchange) -> "No request used the recorded " + exchange
					+ "; to record the test again set APIXO_TEST_RECORD=true")
			.toList();
	}

	@Override
	public void save() {
		// It was recorded before.
	}

}
