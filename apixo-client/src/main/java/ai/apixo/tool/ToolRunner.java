package ai.apixo.tool;

import java.time.Duration;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.tool.observation.ToolCallObservationConvention;
import ai.apixo.tool.observation.ToolRunObservationConvention;

/**
 * Asks the model, executes the functions that it calls, and asks again with their
 * results, until the model is done or a person has to decide. <pre>
 * ToolRunner runner = ToolRunner.builder(client)
 *     .tools(ToolFunction.of("clock", "Tells the time.", () -&gt; Instant.now()))
 *     .build();
 * Flux&lt;ToolRunEvent&gt; events = runner.stream(MessagesRequest.builder().user("How late is it?").build());
 * </pre>
 *
 * <p>
 * Immutable and thread-safe. Publishers are cold: each subscription is a run, and
 * cancelling it ends the response, the functions and the run at once. Events are pulled:
 * no request is sent and no function is invoked before the subscriber requests an event
 * beyond those delivered.
 *
 * <p>
 * Calls of a response are executed only after {@code message_stop}, if the model stopped
 * for them and their arguments are complete. A failed call to the gateway fails the run
 * with the client's exception; continue with the run of the last {@link TurnFinished}.
 *
 * @since 0.1.0
 */
public interface ToolRunner {

	/**
	 * Start a run.
	 * @param request the request. Its own tools are declared first; one with the name of
	 * a function replaces the declaration of the function. Calls of its other custom
	 * tools wait for {@link ToolRun#answer}
	 * @return the events, until {@link RunFinished}
	 */
	Flux<ToolRunEvent> stream(MessagesRequest request);

	/**
	 * Continue a run. If all decisions have been made, the stored calls are executed
	 * exactly as stored. If a decision is missing, or the run is complete, nothing is
	 * sent.
	 * @param run the run of a {@link TurnFinished} or a {@link RunFinished}
	 * @return the events, until {@link RunFinished}
	 */
	Flux<ToolRunEvent> stream(ToolRun run);

	/**
	 * Start a run and emit only its end.
	 * @param request the request
	 * @return the run of the last event
	 */
	Mono<ToolRun> run(MessagesRequest request);

	/**
	 * Continue a run and emit only its end.
	 * @param run the run of a {@link TurnFinished} or a {@link RunFinished}
	 * @return the run of the last event
	 */
	Mono<ToolRun> run(ToolRun run);

	/**
	 * Return a builder with this runner's settings and functions.
	 * @return a new builder
	 */
	Builder mutate();

	/**
	 * Return a builder without functions; everything else has a default.
	 * @param client the client
	 * @return a new builder
	 */
	static Builder builder(ApixoMessagesClient client) {
		return new DefaultToolRunnerBuilder(client, "runTimeout(..) of the builder of the tool runner");
	}

	/**
	 * Return a builder of a runner whose error messages use the setting names of an
	 * application framework.
	 * @param client the client
	 * @param settingNames the names of the settings
	 * @return a new builder
	 */
	static Builder builder(ApixoMessagesClient client, SettingNames settingNames) {
		return new DefaultToolRunnerBuilder(client, settingNames.limit(ApixoLimit.RUN_TIMEOUT));
	}

	/**
	 * Collects the settings of a runner. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	interface Builder {

		/**
		 * Set the client that asks the model. Its limits, retry and observation apply to
		 * each call.
		 * @param client the client
		 * @return this builder
		 */
		Builder client(ApixoMessagesClient client);

		/**
		 * Set the name under which runs are observed, {@code gen_ai.agent.name}.
		 * @param name the name, default {@code apixo}
		 * @return this builder
		 */
		Builder name(String name);

		/**
		 * Add functions.
		 * @param tools the functions, in the order in which they are declared
		 * @return this builder
		 */
		Builder tools(ToolFunction... tools);

		/**
		 * Add the methods of beans that are annotated with {@link ToolMethod}. They are
		 * invoked through the bean, so its proxy sees the calls.
		 * @param beans the beans
		 * @return this builder
		 */
		Builder toolMethods(Object... beans);

		/**
		 * Add sources of functions, which are queried once for each subscription.
		 * @param toolSources the sources
		 * @return this builder
		 */
		Builder toolSources(ToolSource... toolSources);

		/**
		 * Set the source of schemas, which also determines the validator and the mapper
		 * that binds arguments and writes results.
		 * @param schemas the schemas, default {@link JsonSchemas#create()}
		 * @return this builder
		 */
		Builder schemas(JsonSchemas schemas);

		/**
		 * Set the maximum number of responses that a run may request, checked before each
		 * further request.
		 * @param maxTurns the limit, default 20
		 * @return this builder
		 */
		Builder maxTurns(int maxTurns);

		/**
		 * Set the maximum number of tool calls in a run. If a response would exceed it,
		 * none of its calls is executed.
		 * @param maxToolCalls the limit, default 100
		 * @return this builder
		 */
		Builder maxToolCalls(int maxToolCalls);

		/**
		 * Set the maximum number of tokens that a run may use before it sends another
		 * request: input, including that of the cache, and output, summed over turns.
		 * @param maxTotalTokens the limit, default none
		 * @return this builder
		 */
		Builder maxTotalTokens(long maxTotalTokens);

		/**
		 * Set the maximum time for a subscription.
		 * @param runTimeout a positive duration, or {@code null} for no limit, which is
		 * the default
		 * @return this builder
		 */
		Builder runTimeout(@Nullable Duration runTimeout);

		/**
		 * Set the maximum time for each invocation of a function. After that, its
		 * publisher is cancelled, its thread is interrupted, and the model is told. It
		 * does not include the time for which a call waits for a thread of the scheduler,
		 * which only the time limit of the run bounds.
		 * @param toolTimeout a positive duration, default 60 seconds
		 * @return this builder
		 */
		Builder toolTimeout(Duration toolTimeout);

		/**
		 * Set the maximum number of functions that a run executes at the same time.
		 * @param concurrency the number, default 4
		 * @return this builder
		 */
		Builder concurrency(int concurrency);

		/**
		 * Set the maximum size of the text of a result, in bytes of UTF-8. A larger
		 * result is not truncated; instead, the model gets an error that names both
		 * sizes.
		 * @param maxResultSize the limit, default 1 MB
		 * @return this builder
		 */
		Builder maxResultSize(DataSize maxResultSize);

		/**
		 * Set the breakpoint of the prompt cache that moves along with the conversation.
		 * @param promptCache the breakpoint, default {@link CacheControl#ephemeral()};
		 * {@code null} for none
		 * @return this builder
		 */
		Builder promptCache(@Nullable CacheControl promptCache);

		/**
		 * Set the scheduler on which functions are invoked. Must not be an event loop,
		 * because a function may block.
		 * @param scheduler the scheduler, default {@code Schedulers.boundedElastic()}
		 * @return this builder
		 */
		Builder scheduler(Scheduler scheduler);

		/**
		 * Set the registry with which runs and calls are observed.
		 * @param observationRegistry the registry, default none
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry observationRegistry);

		/**
		 * Set the convention that names and tags observations of runs.
		 * @param observationConvention the convention, by default the OpenTelemetry GenAI
		 * names
		 * @return this builder
		 */
		Builder observationConvention(ToolRunObservationConvention observationConvention);

		/**
		 * Set the convention that names and tags observations of calls.
		 * @param observationConvention the convention, by default the OpenTelemetry GenAI
		 * names
		 * @return this builder
		 */
		Builder observationConvention(ToolCallObservationConvention observationConvention);

		/**
		 * Derive the schemas of all functions and build the runner. On a thread that must
		 * not block, such as an event loop, they are derived when the first run starts
		 * instead.
		 * @return the runner
		 * @throws ApixoConfigurationException if a function or a limit is wrong
		 */
		ToolRunner build();

	}

}
