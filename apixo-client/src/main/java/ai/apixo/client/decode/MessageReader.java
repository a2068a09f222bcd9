package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * Reads a response in one piece from its bytes, without a tree of it, if it is a message
 * of plain text, as most are.
 *
 * @since 0.1.0
 */
public final class MessageReader {

	private MessageReader() {
	}

	/**
	 * Read a message.
	 * @param bytes the body of the response
	 * @return the message, or {@code null} if the general path has to read it
	 */
	public static @Nullable Message read(byte[] bytes) {
		JsonCursor json = new JsonCursor(bytes, 0, bytes.length);
		Message.Builder message = PlainMessage.read(json, new JsonStringReader());
		return (message != null && json.isAtEnd()) ? message.build() : null;
	}

}
