package ai.apixo.tool;

import ai.apixo.messages.event.StreamEvent;

/**
 * An event of a response, as delivered by the client.
 *
 * @param turn {@code turn}, from 1
 * @param event {@code event}
 * @since 0.1.0
 */
public record ModelEvent(int turn, StreamEvent event) implements ToolRunEvent {
}
