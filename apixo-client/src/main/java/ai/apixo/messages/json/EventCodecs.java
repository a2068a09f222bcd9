package ai.apixo.messages.json;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Usage;
import ai.apixo.messages.event.CitationsDelta;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.MessageUpdate;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.SignatureDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.ThinkingDelta;
import ai.apixo.messages.event.UnknownDelta;
import ai.apixo.messages.event.UnknownEvent;

/**
 * The events of a stream.
 */
final class EventCodecs {

	static final UnionCodec<ContentDelta> DELTA = new UnionCodec<ContentDelta>(UnknownDelta.class, UnknownDelta::new,
			UnknownDelta::raw)
		.untyped("text", "text_delta")
		.untyped("partial_json", "input_json_delta")
		.untyped("thinking", "thinking_delta")
		.untyped("signature", "signature_delta")
		.member("text_delta", TextDelta.class, TextDelta::additionalProperties,
				(in) -> new TextDelta(in.text("text"), in.rest()), (delta, out) -> out.text("text", delta.text()))
		.member("input_json_delta", InputJsonDelta.class, InputJsonDelta::additionalProperties,
				(in) -> new InputJsonDelta(in.lenient("partial_json", ScalarCodecs.STRING, ""), in.rest()),
				(delta, out) -> out.lenient("partial_json", delta.partialJson(), ScalarCodecs.STRING, ""))
		.member("thinking_delta", ThinkingDelta.class, ThinkingDelta::additionalProperties,
				(in) -> new ThinkingDelta(in.text("thinking"), in.rest()),
				(delta, out) -> out.text("thinking", delta.thinking()))
		.member("signature_delta", SignatureDelta.class, SignatureDelta::additionalProperties,
				(in) -> new SignatureDelta(in.string("signature"), in.rest()),
				(delta, out) -> out.string("signature", delta.signature()))
		.member("citations_delta", CitationsDelta.class, CitationsDelta::additionalProperties,
				(in) -> new CitationsDelta(in.required("citation", CitationCodecs.CITATION), in.rest()),
				(delta, out) -> out.optional("citation", delta.citation(), CitationCodecs.CITATION));

	static final Codec<MessageUpdate> UPDATE = new RecordCodec<>(MessageUpdate::additionalProperties,
			(in) -> new MessageUpdate(in.optional("stop_reason", MessageCodecs.STOP_REASON),
					in.optionalString("stop_sequence"), in.optional("stop_details", MessageCodecs.STOP_DETAILS),
					in.optional("container", MessageCodecs.CONTAINER), in.rest()),
			(update, out) -> out.optional("stop_reason", update.stopReason(), MessageCodecs.STOP_REASON)
				.string("stop_sequence", update.stopSequence())
				.optional("stop_details", update.stopDetails(), MessageCodecs.STOP_DETAILS)
				.optional("container", update.container(), MessageCodecs.CONTAINER));

	static final UnionCodec<StreamEvent> EVENT = new UnionCodec<StreamEvent>(UnknownEvent.class, UnknownEvent::new,
			UnknownEvent::raw)
		.member("message_start", MessageStart.class, MessageStart::additionalProperties,
				(in) -> new MessageStart(in.required("message", MessageCodecs.STARTED), in.rest()),
				(event, out) -> out.optional("message", event.message(), MessageCodecs.MESSAGE))
		.member("content_block_start", ContentBlockStart.class, ContentBlockStart::additionalProperties,
				(in) -> new ContentBlockStart(index(in), in.required("content_block", BlockCodecs.BLOCK), in.rest()),
				(event, out) -> index(event.index(), out).optional("content_block", event.contentBlock(),
						BlockCodecs.BLOCK))
		.member("content_block_delta", ContentBlockDelta.class, ContentBlockDelta::additionalProperties,
				(in) -> new ContentBlockDelta(index(in), in.required("delta", DELTA), in.rest()),
				(event, out) -> index(event.index(), out).optional("delta", event.delta(), DELTA))
		.member("content_block_stop", ContentBlockStop.class, ContentBlockStop::additionalProperties,
				(in) -> new ContentBlockStop(index(in), in.rest()), (event, out) -> index(event.index(), out))
		.member("message_delta", MessageDelta.class, MessageDelta::additionalProperties,
				(in) -> new MessageDelta(in.lenient("delta", UPDATE, MessageUpdate.none()),
						in.orEmpty("usage", MessageCodecs.USAGE, Usage.none()), in.rest()),
				(event, out) -> out.lenient("delta", event.delta(), UPDATE, MessageUpdate.none())
					.optional("usage", event.usage().equals(Usage.none()) ? null : event.usage(), MessageCodecs.USAGE))
		.member("message_stop", MessageStop.class, MessageStop::additionalProperties,
				(in) -> new MessageStop(in.rest()), (event, out) -> {
				})
		.member("ping", Ping.class, Ping::additionalProperties, (in) -> new Ping(in.rest()), (event, out) -> {
		});

	private static final int NO_INDEX = -1;

	private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

	private EventCodecs() {
	}

	private static int index(JsonFields in) {
		Integer index = in.eitherForm("index", ScalarCodecs.INTEGER, EventCodecs::lenientIndex);
		if (index == null && in.hasNonNull("index")) {
			throw new MissingFieldException();
		}
		return (index != null) ? index : NO_INDEX;
	}

	private static JsonOutput index(int index, JsonOutput out) {
		return (index == NO_INDEX) ? out
				: out.eitherForm("index", index, ScalarCodecs.INTEGER, EventCodecs::lenientIndex);
	}

	private static @Nullable Integer lenientIndex(JsonNode node) {
		String digits = node.stringValue("").strip();
		return DIGITS.matcher(digits).matches() ? (Integer) Integer.parseInt(digits) : null;
	}

}
