package ai.apixo.tool;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes events. The names do not depend on the settings of the mapper.
 */
final class ToolRunEventSerializer extends ValueSerializer<ToolRunEvent> {

	@Override
	public void serialize(ToolRunEvent event, JsonGenerator generator, SerializationContext context) {
		generator.writeStartObject();
		generator.writeStringProperty("type", type(event));
		generator.writeNumberProperty("turn", event.turn());
		if (event instanceof ModelEvent model) {
			context.defaultSerializeProperty("event", model.event(), generator);
		}
		else if (event instanceof ToolStarted started) {
			context.defaultSerializeProperty("call", started.call(), generator);
		}
		else if (event instanceof ToolProgress progress) {
			context.defaultSerializeProperty("call", progress.call(), generator);
			context.defaultSerializeProperty("value", progress.value(), generator);
		}
		else if (event instanceof ToolFinished finished) {
			context.defaultSerializeProperty("call", finished.call(), generator);
			context.defaultSerializeProperty("result", finished.result(), generator);
			context.defaultSerializeProperty("elapsed", finished.elapsed(), generator);
		}
		else {
			context.defaultSerializeProperty("run", run(event), generator);
		}
		generator.writeEndObject();
	}

	private static String type(ToolRunEvent event) {
		if (event instanceof ModelEvent) {
			return "model_event";
		}
		if (event instanceof ToolStarted) {
			return "tool_started";
		}
		if (event instanceof ToolProgress) {
			return "tool_progress";
		}
		if (event instanceof ToolFinished) {
			return "tool_finished";
		}
		return (event instanceof TurnFinished) ? "turn_finished" : "run_finished";
	}

	private static ToolRun run(ToolRunEvent event) {
		return (event instanceof TurnFinished turn) ? turn.run() : ((RunFinished) event).run();
	}

}
