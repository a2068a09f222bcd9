package ai.apixo.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.LogFactory;

/**
 * Passes requests on to a real gateway and keeps what they were answered.
 */
final class RecordingConversation implements Conversation {

	private final Recording recording;

	private final RecordingProxy proxy;

	private final KeyMask mask;

	private final List<RecordedResponse> responses = new ArrayList<>();

	RecordingConversation(Recording recording, String baseUrl, String apiKey) {
		Objects.requireNonNull(recording, "'recording' must not be null");
		Objects.requireNonNull(baseUrl, "'baseUrl' must not be null");
		if (Objects.requireNonNull(apiKey, "'apiKey' must not be null").isBlank()) {
			throw new IllegalArgumentException(
					"To record, set the environment variable APIXO_API_KEY to the key that the requests are billed to");
		}
		this.recording = recording;
		this.proxy = new RecordingProxy(baseUrl, apiKey);
		this.mask = new KeyMask(apiKey);
		LogFactory.getLog(MockApixoGateway.class)
			.warn("Requests are forwarded to " + this.proxy.host() + " and are billed, for the " + recording);
	}

	@Override
	public synchronized ChosenAnswer answer(ReceivedRequest request, String requestId) {
		RecordedResponse response = new RecordedResponse(RecordedExchange.request(request, this.recording.mask()));
		this.responses.add(response);
		return new ChosenAnswer("forwarded to " + this.proxy.host(),
				this.proxy.send(request.incoming()).map(response::record).doOnError(response::failed), null);
	}

	@Override
	public synchronized List<String> problems() {
		return this.responses.stream().flatMap((response) -> response.problem().stream()).toList();
	}

	@Override
	public synchronized void save() {
		new RecordingFile(this.recording.file()).write(this.recording.test(),
				this.responses.stream()
					.flatMap((response) -> response.exchange(this.recording.test(), this.mask).stream())
					.toList());
	}

}
