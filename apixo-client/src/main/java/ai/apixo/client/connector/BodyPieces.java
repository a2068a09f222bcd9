package ai.apixo.client.connector;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Joins the small pieces of a body that come with one read from the socket, since many
 * gateways send each event as a chunk of its own, and whatever is done for each piece
 * costs more than to decode it. Nothing waits for what is yet to be read. The first piece
 * of each read is passed on at once, and so is the beginning of a body, which delays the
 * first text.
 */
final class BodyPieces {

	private static final int MAX_JOINED = 8 * 1024;

	private static final int MAX_BEGINNING = 1024;

	private int passed;

	private boolean reading;

	/**
	 * The first piece that is not passed on yet, until there is a second.
	 */
	private @Nullable HttpContent single;

	private @Nullable ByteBuf joined;

	private int size;

	/**
	 * Pass a piece on, now or with the next ones.
	 */
	void take(ChannelHandlerContext context, HttpContent piece) {
		int added = piece.content().readableBytes();
		if (this.size + added > MAX_JOINED) {
			passOn(context);
		}
		if (!this.reading || this.passed < MAX_BEGINNING || added >= MAX_JOINED) {
			this.reading = true;
			this.passed = Math.min(this.passed + added, MAX_BEGINNING);
			context.fireChannelRead(piece);
			return;
		}
		this.size += added;
		if (this.single == null && this.joined == null) {
			this.single = piece;
		}
		else {
			join(context, piece);
		}
	}

	private void join(ChannelHandlerContext context, HttpContent piece) {
		ByteBuf all = this.joined;
		if (all == null) {
			all = context.alloc().heapBuffer(MAX_JOINED, MAX_JOINED);
			this.joined = all;
		}
		HttpContent first = this.single;
		if (first != null) {
			this.single = null;
			move(first, all);
		}
		move(piece, all);
	}

	private static void move(HttpContent piece, ByteBuf joined) {
		try {
			joined.writeBytes(piece.content());
		}
		finally {
			piece.release();
		}
	}

	/**
	 * Pass on what there is, at the end of a read or before anything that is no piece.
	 */
	void end(ChannelHandlerContext context) {
		this.reading = false;
		passOn(context);
	}

	private void passOn(ChannelHandlerContext context) {
		HttpContent first = this.single;
		ByteBuf all = this.joined;
		this.single = null;
		this.joined = null;
		this.size = 0;
		if (first != null) {
			context.fireChannelRead(first);
		}
		if (all != null) {
			context.fireChannelRead(new DefaultHttpContent(all));
		}
	}

	/**
	 * Drop what nobody can take any more.
	 */
	void release() {
		if (this.single != null) {
			this.single.release();
			this.single = null;
		}
		if (this.joined != null) {
			this.joined.release();
			this.joined = null;
		}
	}

}
