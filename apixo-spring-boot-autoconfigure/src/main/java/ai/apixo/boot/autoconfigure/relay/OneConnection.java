package ai.apixo.boot.autoconfigure.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

/**
 * One connection for commands and messages, which RESP3 allows. Where the server speaks
 * RESP2 only, messages have another one.
 */
final class OneConnection implements LettuceConnectionProvider {

	private final LettuceConnectionProvider connections;

	private @Nullable CompletionStage<StatefulConnection<?, ?>> connection;

	private int users;

	/**
	 * Create a connection, which is opened when it is first asked for.
	 * @param connections opens connections
	 */
	OneConnection(LettuceConnectionProvider connections) {
		this.connections = connections;
	}

	@Override
	public <T extends StatefulConnection<?, ?>> CompletionStage<T> getConnectionAsync(Class<T> type) {
		return take().thenCompose((taken) -> {
			if (isForMessages(type) && !takesBoth(taken)) {
				return releaseAsync(taken).thenCompose((released) -> this.connections.getConnectionAsync(type));
			}
			return CompletableFuture.completedFuture(type.cast(taken));
		});
	}

	private static boolean isForMessages(Class<?> type) {
		return StatefulRedisPubSubConnection.class.isAssignableFrom(type);
	}

	private static boolean takesBoth(StatefulConnection<?, ?> connection) {
		return connection instanceof StatefulRedisConnectionImpl<?, ?> negotiated
				&& negotiated.getConnectionState().getNegotiatedProtocolVersion() == ProtocolVersion.RESP3;
	}

	private synchronized CompletionStage<StatefulConnection<?, ?>> take() {
		CompletionStage<StatefulConnection<?, ?>> known = this.connection;
		if (known == null || known.toCompletableFuture().isCompletedExceptionally()) {
			known = this.connections.getConnectionAsync(StatefulRedisPubSubConnection.class)
				.thenApply((opened) -> opened);
			this.connection = known;
			this.users = 0;
		}
		this.users++;
		return known;
	}

	@Override
	public CompletableFuture<Void> releaseAsync(StatefulConnection<?, ?> released) {
		return (isStillUsed(released) || !released.isOpen()) ? CompletableFuture.completedFuture(null)
				: this.connections.releaseAsync(released);
	}

	private synchronized boolean isStillUsed(StatefulConnection<?, ?> released) {
		CompletionStage<StatefulConnection<?, ?>> known = this.connection;
		if (known == null || known.toCompletableFuture().getNow(null) != released) {
			return false;
		}
		this.users--;
		if (this.users > 0) {
			return true;
		}
		this.connection = null;
		return false;
	}

}
