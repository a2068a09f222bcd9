package ai.apixo.client.connector;

import java.io.IOException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Passes over answers such as {@code 103 Early Hints} that come before the real one, RFC
 * 9110, section 15.2. Reactor Netty takes them for the real one.
 */
final class InformationalResponses extends ChannelInboundHandlerAdapter {

	static final String NAME = "apixo.informationalAnswers";

	/**
	 * How many may come before the real one. Gateways send a few at most, and an endless
	 * row of them would keep the connector busy until the time for the answer is over.
	 */
	static final int MAX = 100;

	private boolean passingOver;

	private int count;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.passingOver = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}
		if (!this.passingOver) {
			context.fireChannelRead(message);
			return;
		}
		ReferenceCountUtil.release(message);
		if (message instanceof LastHttpContent) {
			passedOver(context);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void passedOver(ChannelHandlerContext context) {
		this.count++;
		if (this.count <= MAX) {
			this.passingOver = false;
			context.read();
		}
		else if (this.count == MAX + 1) {
			context.fireExceptionCaught(tooMany());
			context.close();
		}
	}

	static IOException tooMany() {
		return new IOException("More than " + MAX + " informational answers came before the real one"
				+ ". Check 'apixo.base-url' and the proxies in between");
	}

}
