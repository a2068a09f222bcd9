package ai.apixo.tool;

import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What happens in a run. A turn is one answer and its calls: all its {@link ModelEvent}s,
 * then for each call {@link ToolStarted}, its {@link ToolProgress}es and
 * {@link ToolFinished}, and then one {@link TurnFinished} or, at the end of the run,
 * {@link RunFinished}. Calls of one turn interleave.
 *
 * <p>
 * As JSON an event is an object with a {@code type}, {@code model_event},
 * {@code tool_started}, {@code tool_progress}, {@code tool_finished},
 * {@code turn_finished} or {@code run_finished}, and the components of the record by
 * their names. A {@link ToolRun} in it is its status and counts only, so that events can
 * be sent to a browser.
 *
 * @since 0.1.0
 */
@JsonSerialize(using = ToolRunEventSerializer.class)
public sealed interface ToolRunEvent
		permits ModelEvent, ToolStarted, ToolProgress, ToolFinished, TurnFinished, RunFinished {

	/**
	 * Return the turn, {@code turn}.
	 * @return the number of the turn, from 1, counted on when a run is continued
	 */
	int turn();

}
