package ai.apixo.client.connector;

import java.io.IOException;
import java.net.ProtocolException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips responses such as {@code 103 Early Hints} that precede the final one, see RFC
 * 9110, section 15.2. Reactor Netty takes them for the final one.
 */
final class InformationalResponses extends ChannelInboundHandlerAdapter {

	static final String NAME = "apixo.informationalResponses";

	/**
	 * Maximum number of informational responses. Gateways send a few at most, and an
	 * endless series would keep the connector busy until the response limit is over.
	 */
	static final int MAX = 100;

	static final String TOO_MANY = "more than " + MAX + " informational responses before the final one";

	private boolean skipping;

	private int count;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.skipping = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}
		if (!this.skipping) {
			context.fireChannelRead(message);
			return;
		}
		ReferenceCountUtil.release(message);
		if (message instanceof LastHttpContent) {
			skipped(context);
		}
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
