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
 * results, until the model is done or somebody has to decide. <pre>
 * ToolRunner runner = ToolRunner.builder(client)
 *     .tools(ToolFunction.of("clock", "Tells the time.", () -&gt; Instant.now()))
 *     .build();
 * Flux&lt;ToolRunEvent&gt; events = runner.stream(MessagesRequest.builder().user("How late is it?").build());
 * </pre>
 *
 * <p>
 * Immutable and safe for use by many threads. Publishers are cold: each subscription is a
 * run, and cancelling it ends the answer, the functions and the run at once. Events are
 * pulled: no request is sent and no function invoked before the subscriber has requested
 * an event beyond those that it has.
 *
 * <p>
 * Calls of an answer are executed only after {@code message_stop}, if it stopped for them
 * and their arguments arrived complete. A failed call to the gateway fails the run with
 * the client's exception; the run of the last {@link TurnFinished} is where to continue.
 *
 * @since 0.1.0
 */
public interface ToolRunner {

	/**
	 * Start a run.
	 * @param request what to ask. Its own tools are declared first; one under the name of
	 * a function replaces the declaration of the function. Calls of any other custom tool
	 * of it wait for {@link ToolRun#answer}
	 * @return what happens, until {@link RunFinished}
	 */
	Flux<ToolRunEvent> stream(MessagesRequest request);

	/**
	 * Continue a run. With all decisions made, the stored calls are executed as they are;
	 * with one missing, and for a run that is complete, nothing is sent.
	 * @param run the run of a {@link TurnFinished} or a {@link RunFinished}
	 * @return what happens, until {@link RunFinished}
	 */
	Flux<ToolRunEvent> stream(ToolRun run);

	/**
	 * Start a run of which only the end matters.
	 * @param request what to ask
	 * @return the run of the last event
	 */
	Mono<ToolRun> run(MessagesRequest request);

	/**
	 * Continue a run of which only the end matters.
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
	 * Start a runner. It has no functions, everything else has a default.
	 * @param client asks the model
	 * @return a new builder
	 */
	static Builder builder(ApixoMessagesClient client) {
		return new DefaultToolRunnerBuilder(client, "runTimeout(..) of the builder of the tool runner");
	}

	/**
	 * Start a runner whose error messages name the settings of an application framework.
	 * @param client asks the model
	 * @param settingNames the names of the settings
	 * @return a new builder
	 */
	static Builder builder(ApixoMessagesClient client, SettingNames settingNames) {
		return new DefaultToolRunnerBuilder(client, settingNames.limit(ApixoLimit.RUN_TIMEOUT));
	}

	/**
	 * Collects the settings of a runner. Not safe for use by many threads at once.
	 *
	 * @since 0.1.0
	 */
	interface Builder {

		/**
		 * Set the client that asks the model. Its limits, retry and observation hold for
		 * each call on its own.
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
		 * Add sources of functions, which are asked once for each subscription.
		 * @param toolSources the sources
		 * @return this builder
		 */
		Builder toolSources(ToolSource... toolSources);

		/**
		 * Set where schemas come from, and with them the mapper that binds arguments and
		 * writes results, and the validator.
		 * @param schemas the schemas, default {@link JsonSchemas#create()}
		 * @return this builder
		 */
		Builder schemas(JsonSchemas schemas);

		/**
		 * Set how many answers a run may ask for. Checked before a further request.
		 * @param maxTurns the limit, default 20
		 * @return this builder
		 */
		Builder maxTurns(int maxTurns);

		/**
		 * Set how many calls a run may answer. An answer that would exceed it has none of
		 * its calls executed.
		 * @param maxToolCalls the limit, default 100
		 * @return this builder
		 */
		Builder maxToolCalls(int maxToolCalls);

		/**
		 * Set how many tokens a run may use before it asks again: input including that of
		 * the cache, and output, summed over turns.
		 * @param maxTotalTokens the limit, default none
		 * @return this builder
		 */
		Builder maxTotalTokens(long maxTotalTokens);

		/**
		 * Set how long a subscription may take.
		 * @param runTimeout a positive duration, or {@code null} for no limit, which is
		 * the default
		 * @return this builder
		 */
		Builder runTimeout(@Nullable Duration runTimeout);

		/**
		 * Set how long a function may take from its invocation. After that its publisher
		 * is disposed of, its thread interrupted, and the model told.
		 * @param toolTimeout a positive duration, default 60 seconds
		 * @return this builder
		 */
		Builder toolTimeout(Duration toolTimeout);

		/**
		 * Set how many functions of a run are executed at a time.
		 * @param concurrency the number, default 4
		 * @return this builder
		 */
		Builder concurrency(int concurrency);

		/**
		 * Set how large the text of a result may be, in bytes of UTF-8. A larger one is
		 * not cut but becomes an error that names both sizes.
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
		 * Set where functions are invoked. Never an event loop, as a function may block.
		 * @param scheduler the scheduler, default {@code Schedulers.boundedElastic()}
		 * @return this builder
		 */
		Builder scheduler(Scheduler scheduler);

		/**
		 * Set where runs and calls are observed.
		 * @param observationRegistry the registry, default none
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry observationRegistry);

		/**
		 * Set how observations of runs are named and tagged.
		 * @param observationConvention the convention, default the OpenTelemetry GenAI
		 * names
		 * @return this builder
		 */
		Builder observationConvention(ToolRunObservationConvention observationConvention);

		/**
		 * Set how observations of calls are named and tagged.
		 * @param observationConvention the convention, default the OpenTelemetry GenAI
		 * names
		 * @return this builder
		 */
		Builder observationConvention(ToolCallObservationConvention observationConvention);

		/**
		 * Derive the schemas of all functions and build. On a thread that must not block,
		 * such as an event loop, they are derived when the first run starts instead.
		 * @return the runner
		 * @throws ApixoConfigurationException if a function or a limit is wrong
		 */
		ToolRunner build();

	}

}
