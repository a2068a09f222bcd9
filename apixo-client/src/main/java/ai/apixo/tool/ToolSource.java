package ai.apixo.tool;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Functions that are known only when a run starts, such as those of an MCP server or of a
 * tenant.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ToolSource {

	/**
	 * Return the functions. Subscribed to once for each subscription to a run, before its
	 * first request; a failure fails the run.
	 * @return the functions in a stable order, because a different order would invalidate
	 * the prompt cache
	 */
	Mono<List<ToolFunction>> tools();

}
