package ai.apixo.tool;

import tools.jackson.databind.annotation.JsonSerialize;

/**
 * An event of a run. A turn is one response and its calls: all its {@link ModelEvent}s,
 * then for each call {@link ToolStarted}, its {@link ToolProgress}es and
 * {@link ToolFinished}, and then one {@link TurnFinished} or, at the end of the run,
 * {@link RunFinished}. Events of parallel calls interleave.
 *
 * <p>
 * In JSON, an event is an object with a {@code type}: {@code model_event},
 * {@code tool_started}, {@code tool_progress}, {@code tool_finished},
 * {@code turn_finished} or {@code run_finished}, and the components of the record by
 * their names. A {@link ToolRun} in it is reduced to its status and counts, so events can
 * be sent to a browser.
 *
 * @since 0.1.0
 */
@JsonSerialize(using = ToolRunEventSerializer.class)
public sealed interface ToolRunEvent
		permits ModelEvent, ToolStarted, ToolProgress, ToolFinished, TurnFinished, RunFinished {

	/**
	 * Return {@code turn}, the number of the turn.
	 * @return the number, from 1; a continued run keeps counting
	 */
	int turn();

}
