package ai.apixo.client;

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
final class InformationalAnswers extends ChannelInboundHandlerAdapter {

	static final String NAME = "apixo.informationalAnswers";

	private boolean passingOver;

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
			this.passingOver = false;
			context.read();
		}
	}

}
