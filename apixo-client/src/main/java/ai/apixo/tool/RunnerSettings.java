package ai.apixo.tool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.structured.JsonSchemas;

/**
 * What a runner does with each run.
 *
 * @param client asks the model
 * @param schemas derives schemas and writes results
 * @param limits when a run stops
 * @param toolTimeout how long a function may take
 * @param concurrency how many functions run at a time
 * @param maxResultSize how many bytes the text of a result may have
 * @param promptCache the breakpoint on the moving tail, {@code null} for none
 * @param scheduler where functions are invoked
 * @param observations how runs and calls are observed
 */
record RunnerSettings(ApixoMessagesClient client, JsonSchemas schemas, RunLimits limits, Duration toolTimeout,
		int concurrency, long maxResultSize, @Nullable CacheControl promptCache, Scheduler scheduler,
		ToolObservations observations) {
}
