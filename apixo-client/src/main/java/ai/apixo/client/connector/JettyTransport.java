package ai.apixo.client.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * TCP, but a connection that cannot be written to any more is still read from. A gateway
 * that refuses a large request may respond and close without reading the rest, and its
 * response says more than a broken pipe.
 */
final class JettyTransport extends Transport.TCPIP {

	static final Transport INSTANCE = new JettyTransport();

	private JettyTransport() {
	}

	@Override
	public EndPoint newEndPoint(Scheduler scheduler, ManagedSelector selector, SelectableChannel channel,
			SelectionKey key) {
		return new ReadableEndPoint((SocketChannel) channel, selector, key, scheduler);
	}

	/**
	 * Leave on an end point why it is about to be closed. The first reason stays.
	 */
	static void note(EndPoint endPoint, Throwable reason) {
		if (endPoint instanceof ReadableEndPoint known && known.reason == null) {
			known.reason = reason;
		}
	}

	/**
	 * Return why an end point was closed, if somebody has left the reason.
	 */
	static @Nullable Throwable noted(EndPoint endPoint) {
		return (endPoint instanceof ReadableEndPoint known) ? known.reason : null;
	}

	/**
	 * Leave on an end point that its TLS handshake has succeeded.
	 */
	static void secured(EndPoint endPoint) {
		if (endPoint instanceof ReadableEndPoint known) {
			known.secured = true;
		}
	}

	/**
	 * Return whether an end point is known not to have finished its TLS handshake.
	 */
	static boolean isUnsecured(EndPoint endPoint) {
		return endPoint instanceof ReadableEndPoint known && !known.secured;
	}

	@Override
	public boolean equals(Object other) {
		return other == this;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	/**
	 * Drops what cannot be written. If no response has come, reading fails next.
	 */
	private static final class ReadableEndPoint extends SocketChannelEndPoint {

		private volatile @Nullable Throwable reason;

		private volatile boolean secured;

		private ReadableEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key,
				Scheduler scheduler) {
			super(channel, selector, key, scheduler);
		}

		@Override
		public boolean flush(ByteBuffer... buffers) throws IOException {
			try {
				return super.flush(buffers);
			}
			catch (IOException ex) {
				if (!isOpen()) {
					throw ex;
				}
				for (ByteBuffer buffer : buffers) {
					buffer.position(buffer.limit());
				}
				return true;
			}
		}

	}

}
