package ai.apixo.structured;

import ai.apixo.messages.Message;
import ai.apixo.messages.Usage;

/**
 * A value with the message that it was read from.
 *
 * @param value the value
 * @param message the message
 * @param usage the usage of all calls, including repairs
 * @param <T> the type of the value
 * @since 0.1.0
 */
public record StructuredMessage<T>(T value, Message message, Usage usage) {

	/**
	 * Return a text without the value.
	 */
	@Override
	public String toString() {
		return "StructuredMessage[message=" + this.message.id() + ", usage=" + this.usage + "]";
	}

}
