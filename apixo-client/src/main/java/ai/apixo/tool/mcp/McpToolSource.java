package ai.apixo.tool.mcp;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolSource;

/**
 * The tools of an MCP server as functions of a run. <pre>
 * ToolRunner runner = ToolRunner.builder(client)
 *     .toolSources(McpToolSource.of(mcpClient).namePrefix("files_").requiringApproval((tool) -&gt; true))
 *     .build();
 * </pre>
 *
 * <p>
 * Needs {@code io.modelcontextprotocol.sdk:mcp-core} on the class path. Schemas are
 * passed on as they come. Text, images and the text of resources become blocks, and what
 * the server calls an error becomes one for the model. Characters that no function may
 * have in its name become {@code _}. What a server hints about its tools, such as that
 * they only read, is trusted for nothing. Immutable.
 *
 * @since 0.1.0
 */
public final class McpToolSource implements ToolSource {

	private final McpAsyncClient client;

	private final String namePrefix;

	private final Predicate<? super McpSchema.Tool> filter;

	private final Predicate<? super McpSchema.Tool> approval;

	private final @Nullable McpToolChanges changes;

	private final AtomicReference<@Nullable Listed> listed = new AtomicReference<>();

	private McpToolSource(McpAsyncClient client, String namePrefix, Predicate<? super McpSchema.Tool> filter,
			Predicate<? super McpSchema.Tool> approval, @Nullable McpToolChanges changes) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
		this.namePrefix = Objects.requireNonNull(namePrefix, "'namePrefix' must not be null");
		this.filter = Objects.requireNonNull(filter, "'filter' must not be null");
		this.approval = Objects.requireNonNull(approval, "'approval' must not be null");
		this.changes = changes;
	}

	/**
	 * Return the source of all tools of a server, none of which requires approval.
	 * @param client the client of the server, which stays that of its owner: it is
	 * initialized when it is first needed, and never closed
	 * @return the source
	 */
	public static McpToolSource of(McpAsyncClient client) {
		return new McpToolSource(client, "", (tool) -> true, (tool) -> false, null);
	}

	/**
	 * Return this source with names that begin alike, so that they do not clash with
	 * those of other sources.
	 * @param namePrefix what each name begins with, default nothing
	 * @return the new source
	 */
	public McpToolSource namePrefix(String namePrefix) {
		return new McpToolSource(this.client, namePrefix, this.filter, this.approval, this.changes);
	}

	/**
	 * Return this source with some of the tools only.
	 * @param filter whether a tool is one of them, by what the server says of it
	 * @return the new source
	 */
	public McpToolSource filter(Predicate<? super McpSchema.Tool> filter) {
		return new McpToolSource(this.client, this.namePrefix, filter, this.approval, this.changes);
	}

	/**
	 * Return this source with approval of the calls of some tools.
	 * @param tools whether each call of a tool requires approval
	 * @return the new source
	 */
	public McpToolSource requiringApproval(Predicate<? super McpSchema.Tool> tools) {
		return new McpToolSource(this.client, this.namePrefix, this.filter, tools, this.changes);
	}

	/**
	 * Return this source with a list that is kept until the server says that it has
	 * changed. Without it the list is kept only for a server that announces no changes,
	 * and otherwise asked for at each run.
	 * @param changes what the client was built with
	 * @return the new source
	 */
	public McpToolSource refreshedBy(McpToolChanges changes) {
		return new McpToolSource(this.client, this.namePrefix, this.filter, this.approval,
				Objects.requireNonNull(changes, "'changes' must not be null"));
	}

	@Override
	public Mono<List<ToolFunction>> tools() {
		return Mono.defer(() -> {
			Listed kept = this.listed.get();
			long changed = changed();
			return (kept != null && kept.changed() == changed) ? Mono.just(kept.functions()) : list(changed);
		});
	}

	private long changed() {
		return (this.changes != null) ? this.changes.count() : 0;
	}

	private Mono<List<ToolFunction>> list(long changed) {
		return this.client.listTools().map((result) -> {
			List<ToolFunction> functions = result.tools().stream().filter(this.filter).map(this::function).toList();
			if (this.changes != null || !announcesChanges()) {
				this.listed.set(new Listed(changed, functions));
			}
			return functions;
		});
	}

	private boolean announcesChanges() {
		McpSchema.ServerCapabilities capabilities = this.client.getServerCapabilities();
		return capabilities != null && capabilities.tools() != null
				&& Boolean.TRUE.equals(capabilities.tools().listChanged());
	}

	private ToolFunction function(McpSchema.Tool tool) {
		ToolFunction function = new McpTool(this.client, tool, this.namePrefix).function();
		return this.approval.test(tool) ? function.requiringApproval() : function;
	}

	/**
	 * A list that is kept.
	 *
	 * @param changed how often it had changed before
	 * @param functions the functions
	 */
	private record Listed(long changed, List<ToolFunction> functions) {
	}

}
