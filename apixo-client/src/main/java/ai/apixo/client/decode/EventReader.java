package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;
import ai.apixo.messages.json.MessagesJson;

/**
 * Turns the data of a frame into an event. The {@code type} in the JSON decides, wherever
 * it stands; the frame's name is used only when there is none. Deltas, nearly all of the
 * traffic, and the events around them are read from the bytes; everything else goes
 * through {@link MessagesJson}.
 */
final class EventReader {

	private static final String NO_OBJECT = "its data is not one JSON object";

	/**
	 * Maximum size of an error that a gateway writes where its stream breaks off.
	 */
	private static final int MAX_REST = 64 * 1024;

	private final DecodingFailures failures;

	private final int maxEventSize;

	private final Supplier<ResponseInfo> response;

	private final ObjectReader events;

	private final ObjectReader trees;

	private final CommonDeltaReader deltas;

	private final TolerantDeltaReader tolerantDeltas;

	private final BoundaryReader boundaries;

	private long eventNumber;

	private boolean delivered;

	private @Nullable String messageId;

	EventReader(MessagesJson json, int maxEventSize, Supplier<ResponseInfo> response, DecodingFailures failures) {
		this.maxEventSize = maxEventSize;
		this.events = json.events();
		this.trees = json.trees();
		JsonStringReader strings = new JsonStringReader();
		this.deltas = new CommonDeltaReader(strings);
		this.tolerantDeltas = new TolerantDeltaReader(strings, json.trees());
		this.boundaries = new BoundaryReader(strings);
		this.response = response;
		this.failures = failures;
	}

	/**
	 * Read a frame.
	 * @param frame data and name
	 * @return the event, or {@code null} for a frame without meaning, such as a ping or
	 * {@code [DONE]}
	 * @throws ai.apixo.client.error.ApixoException if the frame is an {@code error} event
	 * or cannot be read
	 */
	@Nullable StreamEvent read(SseFrame frame) {
		this.eventNumber++;
		if (JsonWeight.exceeds(frame.array(), frame.from(), frame.to(), this.maxEventSize)) {
			throw this.failures.tooManyValues();
		}
		StreamEvent event = readBytes(frame);
		if (event == null) {
			event = readJson(frame);
		}
		if (event instanceof Ping) {
			return null;
		}
		this.delivered |= event != null;
		return event;
	}

	/**
	 * Return whether a frame has been read.
	 */
	boolean hasRead() {
		return this.eventNumber > 0;
	}

	/**
	 * Read a frame from its bytes, which is possible for deltas and for the events around
	 * them.
	 */
	@Nullable StreamEvent readBytes(SseFrame frame) {
		StreamEvent event = this.deltas.read(frame.array(), frame.from(), frame.to());
		if (event == null) {
			event = this.boundaries.read(frame.array(), frame.from(), frame.to());
		}
		if (event == null) {
			event = this.tolerantDeltas.read(frame.array(), frame.from(), frame.to());
		}
		return (event != null) ? checked(event) : null;
	}

	/**
	 * Read a frame through {@link MessagesJson}, which is possible for all.
	 */
	@Nullable StreamEvent readJson(SseFrame frame) {
		if (isBlankOrDone(frame)) {
			return null;
		}
		StreamEvent event = event(frame);
		if (event instanceof UnknownEvent unknown && !isPlainlyNew(unknown.type(), frame)) {
			event = identified(unknown, frame.name());
		}
		JsonNode error = (event != null) ? ErrorFrame.within(event) : null;
		if (error != null) {
			throw this.failures.errorEvent(error, this.delivered);
		}
		return (event != null) ? checked(event) : null;
	}

	private @Nullable StreamEvent event(SseFrame frame) {
		String reason;
		try {
			StreamEvent event = JsonBytes.read(this.events, StreamEvent.class, frame.array(), frame.from(), frame.to());
			if (event != null) {
				return event;
			}
			reason = NO_OBJECT;
		}
		catch (MismatchedInputException ex) {
			reason = NO_OBJECT;
		}
		catch (JacksonException ex) {
			reason = "its data is not JSON" + position(ex, frame.to() - frame.from());
		}
		catch (NumberFormatException ex) {
			reason = "it contains a number that is out of range";
		}
		catch (IllegalArgumentException ex) {
			throw incomplete();
		}
		if (ErrorFrame.isNamed(frame.name())) {
			throw this.failures.errorEvent(plainError(text(frame)), this.delivered);
		}
		if (isOfUnknownName(frame.name())) {
			return null;
		}
		throw this.failures.notJson(this.eventNumber, reason);
	}

	/**
	 * The data of an error that is no object: a string or a list of JSON, or text.
	 */
	private JsonNode plainError(String data) {
		JsonNode json = tree(data);
		return (json != null && (json.isString() || json.isArray())) ? json : StringNode.valueOf(data);
	}

	private @Nullable JsonNode tree(String text) {
		try {
			return this.trees.readTree(text);
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Return the error that stands at the end of a body that breaks off. A gateway that
	 * has begun a stream may know no other way to say why it ends.
	 * @param rest the bytes after the last event
	 * @return the failure, or {@code null} if they are anything else
	 */
	@Nullable ApixoException errorIn(byte[] rest) {
		int start = startOfJson(rest);
		if (start < 0 || rest.length > MAX_REST) {
			return null;
		}
		JsonNode json = tree(Utf8.decode(rest, start, rest.length));
		return (json != null && ErrorBody.isError(json)) ? this.failures.errorEvent(json, this.delivered) : null;
	}

	/**
	 * Return where a JSON object begins, behind white space only, or -1.
	 */
	static int startOfJson(byte[] rest) {
		int start = 0;
		while (start < rest.length && rest[start] <= ' ' && rest[start] >= 0) {
			start++;
		}
		return (start < rest.length && rest[start] == '{') ? start : -1;
	}

	private static boolean isOfUnknownName(@Nullable String name) {
		return name != null && !MessagesJson.eventTypes().contains(name) && !name.equals(ErrorFrame.DEFAULT_NAME);
	}

	/**
	 * Where the JSON breaks, unless that is not known, as when it is nested too deeply.
	 */
	private static String position(JacksonException failure, int length) {
		TokenStreamLocation location = failure.getLocation();
		return (location != null)
				? ", at byte " + Math.max(location.getByteOffset(), location.getCharOffset()) + " of " + length
				: " that can be read";
	}

	private static String text(SseFrame frame) {
		return Utf8.decode(frame.array(), frame.from(), frame.to());
	}

	/**
	 * Return whether an event is of a new type and cannot be an error. To look closer
	 * means to copy it.
	 */
	private static boolean isPlainlyNew(String type, SseFrame frame) {
		return !type.isEmpty() && !MessagesJson.eventTypes().contains(type) && !ErrorFrame.isNamed(type)
				&& !ErrorFrame.isNamed(frame.name()) && !ErrorFrame.mayBeIn(frame.array(), frame.from(), frame.to());
	}

	/**
	 * Distinguish an event of an unknown type, which is passed on, from one without type,
	 * from an error and from one that is broken.
	 */
	private StreamEvent identified(UnknownEvent event, @Nullable String name) {
		JsonNode raw = event.raw();
		boolean typed = raw.path("type").isString();
		if (typed ? ErrorFrame.isTyped(event.type(), raw, name) : ErrorFrame.isUntyped(raw, name)) {
			throw this.failures.errorEvent(raw, this.delivered);
		}
		if (!typed) {
			ObjectNode json = (ObjectNode) raw;
			json.put("type", (name != null) ? name : ErrorFrame.DEFAULT_NAME);
			StreamEvent named = event(json);
			return (named instanceof UnknownEvent unknown) ? identified(unknown, name) : named;
		}
		if (MessagesJson.eventTypes().contains(event.type())) {
			throw incomplete();
		}
		return event;
	}

	private StreamEvent event(ObjectNode json) {
		try {
			return this.events.readValue(json);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// Jackson's message may quote the event.
			throw incomplete();
		}
	}

	private ApixoException incomplete() {
		return this.failures.notJson(this.eventNumber, "its JSON lacks what its type must have");
	}

	/**
	 * Add what the headers said to {@code message_start} and refuse a second message in
	 * the same stream.
	 */
	private StreamEvent checked(StreamEvent event) {
		if (!(event instanceof MessageStart start)) {
			return event;
		}
		String id = start.message().id();
		if (!id.isEmpty()) {
			if (this.messageId != null && !this.messageId.equals(id)) {
				throw this.failures.spliced();
			}
			this.messageId = id;
		}
		return new MessageStart(start.message().withResponse(this.response.get()), start.additionalProperties());
	}

	private static boolean isBlankOrDone(SseFrame frame) {
		int length = frame.to() - frame.from();
		if (length > 64) {
			return false;
		}
		String data = new String(frame.array(), frame.from(), length, StandardCharsets.ISO_8859_1).strip();
		return data.isEmpty() || data.equals("[DONE]");
	}

}
