package ai.apixo.tool;

/**
 * The run is over, or waits for a decision. The last event of a run.
 *
 * @param turn {@code turn}, from 1; 0 if there was none
 * @param run {@code run}, with any status but {@link ToolRunStatus#CONTINUING}
 * @since 0.1.0
 */
public record RunFinished(int turn, ToolRun run) implements ToolRunEvent {
}
