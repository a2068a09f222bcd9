package ai.apixo.tool;

/**
 * A turn has ended and the next one follows, but not before another event has been
 * requested: {@code concatMap(save, 0)} stores the run before the next turn costs
 * anything.
 *
 * @param turn {@code turn}, from 1
 * @param run {@code run}, which can be continued from here
 * @since 0.1.0
 */
public record TurnFinished(int turn, ToolRun run) implements ToolRunEvent {
}
