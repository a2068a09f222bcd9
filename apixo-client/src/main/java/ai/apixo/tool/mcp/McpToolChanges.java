package ai.apixo.tool.mcp;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.modelcontextprotocol.spec.McpSchema;
import reactor.core.publisher.Mono;

/**
 * Hears {@code notifications/tools/list_changed} of a server, for sources that keep its
 * list of tools. <pre>
 * McpToolChanges changes = new McpToolChanges();
 * McpAsyncClient client = McpClient.async(transport).toolsChangeConsumer(changes).build();
 * McpToolSource tools = McpToolSource.of(client).refreshedBy(changes);
 * </pre>
 *
 * @since 0.1.0
 */
public final class McpToolChanges implements Function<List<McpSchema.Tool>, Mono<Void>> {

	private final AtomicLong count = new AtomicLong();

	/**
	 * Begin without any change.
	 */
	public McpToolChanges() {
	}

	@Override
	public Mono<Void> apply(List<McpSchema.Tool> tools) {
		return Mono.fromRunnable(this.count::incrementAndGet);
	}

	/**
	 * Return how often the list has changed.
	 */
	long count() {
		return this.count.get();
	}

}
