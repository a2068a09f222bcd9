package ai.apixo.benchmarks;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A gateway that does as little as possible, so that the clients are what is measured:
 * its responses are encoded beforehand, chunks and all. The model says what to send:
 * {@code fast:N} deltas as fast as they are taken, each as a chunk of its own as gateways
 * send them, {@code packed:N}, {@code fragments:N} and {@code flushed:N} the same in
 * other pieces, see {@link Cut}, or {@code paced:N:MILLIS}, each with the time at which
 * it was sent.
 */
public final class LoopbackGateway {

	private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]*)\"");

	private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");

	private static final int MAX_REQUEST = 64 * 1024 * 1024;

	private static final int BACKLOG = 16 * 1024;

	private LoopbackGateway() {
	}

	/**
	 * Start the gateway and print its port.
	 * @param args none
	 */
	public static void main(String[] args) {
		Answers answers = new Answers();
		LoopResources loops = LoopResources.create("gateway", Runtime.getRuntime().availableProcessors(), false);
		EventLoopGroup group = loops.onServer(false);
		Channel server = new ServerBootstrap().group(group)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					channel.pipeline()
						.addLast(new HttpRequestDecoder(), new HttpObjectAggregator(MAX_REQUEST),
								new RequestHandler(answers));
				}

			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
		System.out.println(((InetSocketAddress) server.localAddress()).getPort());
	}

	/**
	 * Answers the requests of one connection.
	 */
	private static final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

		private final Answers answers;

		private @Nullable Answer current;

		private RequestHandler(Answers answers) {
			this.answers = answers;
		}

		@Override
		protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
			ByteBuf body = request.content();
			String head = body.toString(body.readerIndex(), Math.min(body.readableBytes(), 4096),
					StandardCharsets.UTF_8);
			Matcher matcher = MODEL.matcher(head);
			String model = matcher.find() ? matcher.group(1) : "fast:20";
			Answer answer = this.answers.of(model, STREAMED.matcher(head).find());
			this.current = answer;
			answer.writeTo(context);
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			if (this.current != null && context.channel().isWritable()) {
				this.current.writeTo(context);
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			if (this.current != null) {
				this.current.stop();
			}
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
