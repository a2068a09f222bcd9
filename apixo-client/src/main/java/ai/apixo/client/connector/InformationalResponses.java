package ai.apixo.client.connector;

import java.io.IOException;
import java.net.ProtocolException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips responses such as {@code 103 Early Hints} that precede the final one, see RFC
 * 9110, section 15.2. Reactor Netty takes them for the final one.
 */
final class InformationalResponses {

	/**
	 * Maximum number of informational responses. Gateways send a few at most, and an
	 * endless series would keep the connector busy until the response limit is over.
	 */
	static final int MAX = 100;

	static final String TOO_MANY = "more than " + MAX + " informational responses before the final one";

	private boolean skipping;

	private int count;

	/**
	 * Skip a message if it belongs to an informational response.
	 * @param context where the message was read
	 * @param message the message, which is released if it is skipped
	 * @return whether it is skipped
	 */
	boolean skip(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.skipping = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}
		if (!this.skipping) {
			return false;
		}
		ReferenceCountUtil.release(message);
		if (message instanceof LastHttpContent) {
			skipped(context);
		}
		return true;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void skipped(ChannelHandlerContext context) {
		this.count++;
		if (this.count <= MAX) {
			this.skipping = false;
			context.read();
		}
		else if (this.count == MAX + 1) {
			context.fireExceptionCaught(tooMany());
			context.close();
		}
	}

	static IOException tooMany() {
		return new ProtocolException(TOO_MANY);
	}

}
