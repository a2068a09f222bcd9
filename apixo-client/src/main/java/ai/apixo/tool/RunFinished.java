package ai.apixo.tool;

/**
 * The run has ended or waits for a decision. This is the last event of a run.
 *
 * @param turn {@code turn}, from 1; 0 if there was none
 * @param run {@code run}, with any status but {@link ToolRunStatus#CONTINUING}
 * @since 0.1.0
 */
public record RunFinished(int turn, ToolRun run) implements ToolRunEvent {
}
