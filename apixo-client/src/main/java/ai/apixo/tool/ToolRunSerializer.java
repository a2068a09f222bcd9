package ai.apixo.tool;

import java.util.Locale;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes a run as status and counts. The whole of it is {@link ToolRun#toJson()}.
 */
final class ToolRunSerializer extends ValueSerializer<ToolRun> {

	@Override
	public void serialize(ToolRun run, JsonGenerator generator, SerializationContext context) {
		generator.writeStartObject();
		generator.writeStringProperty("status", run.status().name().toLowerCase(Locale.ROOT));
		generator.writeNumberProperty("turns", run.turns());
		generator.writeNumberProperty("tool_calls", run.toolCalls());
		generator.writeNumberProperty("pending_calls", run.pendingCalls().size());
		context.defaultSerializeProperty("usage", run.usage(), generator);
		generator.writeEndObject();
	}

}
