package ai.apixo.tool;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.json.ApixoMessagesModule;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.tool.PendingCall.Decision;
import ai.apixo.tool.PendingCall.Kind;

/**
 * A run as JSON. What the wire has no field for stands beside the message: arguments that
 * are not JSON, and what is wrong with calls.
 */
final class ToolRunJson {

	private static final String TYPE = "apixo_tool_run";

	private static final int VERSION = 1;

	/** By how much a conversation is nested deeper here than on the wire. */
	private static final int FURTHER_DEPTH = 20;

	private static final JsonMapper MAPPER = ExactJson.mapper(new JsonFactory(), FURTHER_DEPTH)
		.addModule(new ApixoMessagesModule())
		.build();

	private ToolRunJson() {
	}

	static String write(ToolRun run) {
		StringWriter text = new StringWriter();
		try (JsonGenerator out = MAPPER.createGenerator(text)) {
			out.writeStartObject();
			out.writeStringProperty("type", TYPE);
			out.writeNumberProperty("version", VERSION);
			out.writeStringProperty("status", name(run.status()));
			out.writeNumberProperty("turns", run.turns());
			out.writeNumberProperty("tool_calls", run.toolCalls());
			out.writePOJOProperty("usage", run.usage());
			out.writePOJOProperty("request", run.request());
			out.writePOJOProperty("last_message", run.lastMessage());
			writeText(out, "last_request_id", run.lastMessage().response().requestId());
			writeText(out, "last_fallback_model", run.lastMessage().response().fallbackModel());
			writeTexts(out, "unparsed_inputs", UnparsedInputs.of(run.lastMessage()));
			writeTexts(out, "faults", run.faults());
			writePending(out, run.pending());
			out.writeEndObject();
		}
		return text.toString();
	}

	private static void writeText(JsonGenerator out, String name, @Nullable String text) {
		if (text != null) {
			out.writeStringProperty(name, text);
		}
	}

	private static void writeTexts(JsonGenerator out, String name, Map<String, String> texts) {
		out.writeObjectPropertyStart(name);
		texts.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((entry) -> out.writeStringProperty(entry.getKey(), entry.getValue()));
		out.writeEndObject();
	}

	private static void writePending(JsonGenerator out, List<PendingCall> pending) {
		out.writeArrayPropertyStart("pending");
		for (PendingCall call : pending) {
			out.writeStartObject();
			out.writeStringProperty("id", call.id());
			out.writeBooleanProperty("approvable", call.approvable());
			Decision decision = call.decision();
			if (decision != null) {
				out.writeStringProperty("decision", name(decision.kind()));
				if (decision.result() != null) {
					out.writePOJOProperty("result", decision.result());
				}
			}
			out.writeEndObject();
		}
		out.writeEndArray();
	}

	static ToolRun read(String json) {
		try {
			return read(MAPPER.readTree(json));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// Their texts may quote the conversation.
			throw noRun();
		}
	}

	private static ToolRun read(JsonNode run) {
		if (!TYPE.equals(run.path("type").asString(""))) {
			throw noRun();
		}
		JsonNode version = run.path("version");
		if (!version.isInt() || version.intValue() != VERSION) {
			throw new ApixoConfigurationException(
					"The tool run has the version " + version.asString("unknown") + ", but only version " + VERSION
							+ " can be read. Finish such runs with the release that has stored them");
		}
		RunState state = new RunState(required(run, "request", MessagesRequest.class), number(run, "turns"),
				number(run, "tool_calls"), required(run, "usage", Usage.class));
		Message last = UnparsedInputs.addTo(required(run, "last_message", Message.class),
				texts(run.path("unparsed_inputs")));
		last = last.withResponse(ResponseInfo.builder()
			.requestId(run.path("last_request_id").asString(null))
			.fallbackModel(run.path("last_fallback_model").asString(null))
			.build());
		ToolRunStatus status = status(run.path("status").asString(""));
		List<PendingCall> pending = pending(run.path("pending"));
		if (!isConsistent(status, last, pending)) {
			throw noRun();
		}
		return new ToolRun(status, state, last, texts(run.path("faults")), pending);
	}

	/**
	 * A run that waits without saying for what would execute calls that nobody has
	 * allowed.
	 */
	private static boolean isConsistent(ToolRunStatus status, Message last, List<PendingCall> pending) {
		Set<String> calls = new HashSet<>();
		last.toolUses().forEach((call) -> calls.add(call.id()));
		return (status == ToolRunStatus.DECISION_REQUIRED) != pending.isEmpty()
				&& pending.stream().allMatch((call) -> calls.remove(call.id()));
	}

	private static List<PendingCall> pending(JsonNode calls) {
		List<PendingCall> pending = new ArrayList<>();
		for (JsonNode call : calls) {
			pending.add(new PendingCall(call.path("id").asString(""), call.path("approvable").asBoolean(false),
					decision(call)));
		}
		return pending;
	}

	private static @Nullable Decision decision(JsonNode call) {
		JsonNode kind = call.path("decision");
		if (!kind.isString()) {
			return null;
		}
		Kind decided = Kind.valueOf(kind.stringValue().toUpperCase(Locale.ROOT));
		return new Decision(decided,
				(decided != Kind.APPROVED) ? required(call, "result", ToolResultBlock.class) : null);
	}

	private static int number(JsonNode run, String name) {
		JsonNode value = run.path(name);
		if (!value.isInt() || value.intValue() < 0) {
			throw noRun();
		}
		return value.intValue();
	}

	private static <T> T required(JsonNode node, String name, Class<T> type) {
		JsonNode value = node.path(name);
		if (!value.isObject()) {
			throw noRun();
		}
		return MAPPER.treeToValue(value, type);
	}

	private static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new HashMap<>();
		object.properties().forEach((entry) -> texts.put(entry.getKey(), entry.getValue().asString("")));
		return texts;
	}

	private static ToolRunStatus status(String name) {
		return ToolRunStatus.valueOf(name.toUpperCase(Locale.ROOT));
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static ApixoConfigurationException noRun() {
		return new ApixoConfigurationException(
				"The text is not a tool run, or a part of it is missing. Pass the result of toJson() to parse(..)");
	}

}
