package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.json.ApixoMessagesModule;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.tool.observation.DefaultToolCallObservationConvention;
import ai.apixo.tool.observation.DefaultToolRunObservationConvention;
import ai.apixo.tool.observation.ToolCallObservationConvention;
import ai.apixo.tool.observation.ToolRunObservationConvention;

/**
 * Collects the settings of a {@link ToolRunner}.
 */
final class DefaultToolRunnerBuilder implements ToolRunner.Builder {

	private final String timeoutSetting;

	private final List<ToolFunction> tools = new ArrayList<>();

	private final List<Object> beans = new ArrayList<>();

	private final List<ToolSource> sources = new ArrayList<>();

	private ApixoMessagesClient client;

	private String name = "apixo";

	private @Nullable JsonSchemas schemas;

	private int maxTurns = 20;

	private int maxToolCalls = 100;

	private @Nullable Long maxTotalTokens;

	private @Nullable Duration runTimeout;

	private Duration toolTimeout = Duration.ofSeconds(60);

	private int concurrency = 4;

	private DataSize maxResultSize = DataSize.ofMegabytes(1);

	private @Nullable CacheControl promptCache = CacheControl.ephemeral();

	private @Nullable Scheduler scheduler;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private ToolRunObservationConvention runConvention = new DefaultToolRunObservationConvention();

	private ToolCallObservationConvention callConvention = new DefaultToolCallObservationConvention();

	DefaultToolRunnerBuilder(ApixoMessagesClient client, String timeoutSetting) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
		this.timeoutSetting = timeoutSetting;
	}

	ToolRunner.Builder copy() {
		DefaultToolRunnerBuilder copy = new DefaultToolRunnerBuilder(this.client, this.timeoutSetting);
		copy.tools.addAll(this.tools);
		copy.beans.addAll(this.beans);
		copy.sources.addAll(this.sources);
		copy.name = this.name;
		copy.schemas = this.schemas;
		copy.maxTurns = this.maxTurns;
		copy.maxToolCalls = this.maxToolCalls;
		copy.maxTotalTokens = this.maxTotalTokens;
		copy.runTimeout = this.runTimeout;
		copy.toolTimeout = this.toolTimeout;
		copy.concurrency = this.concurrency;
		copy.maxResultSize = this.maxResultSize;
		copy.promptCache = this.promptCache;
		copy.scheduler = this.scheduler;
		copy.observationRegistry = this.observationRegistry;
		copy.runConvention = this.runConvention;
		copy.callConvention = this.callConvention;
		return copy;
	}

	@Override
	public ToolRunner.Builder client(ApixoMessagesClient client) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder name(String name) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder tools(ToolFunction... tools) {
		addAll(tools, this.tools, "'tools'");
		return this;
	}

	@Override
	public ToolRunner.Builder toolMethods(Object... beans) {
		addAll(beans, this.beans, "'beans'");
		return this;
	}

	@Override
	public ToolRunner.Builder toolSources(ToolSource... toolSources) {
		addAll(toolSources, this.sources, "'toolSources'");
		return this;
	}

	@Override
	public ToolRunner.Builder schemas(JsonSchemas schemas) {
		this.schemas = Objects.requireNonNull(schemas, "'schemas' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder maxTurns(int maxTurns) {
		this.maxTurns = maxTurns;
		return this;
	}

	@Override
	public ToolRunner.Builder maxToolCalls(int maxToolCalls) {
		this.maxToolCalls = maxToolCalls;
		return this;
	}

	@Override
	public ToolRunner.Builder maxTotalTokens(long maxTotalTokens) {
		this.maxTotalTokens = maxTotalTokens;
		return this;
	}

	@Override
	public ToolRunner.Builder runTimeout(@Nullable Duration runTimeout) {
		this.runTimeout = runTimeout;
		return this;
	}

	@Override
	public ToolRunner.Builder toolTimeout(Duration toolTimeout) {
		this.toolTimeout = Objects.requireNonNull(toolTimeout, "'toolTimeout' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder concurrency(int concurrency) {
		this.concurrency = concurrency;
		return this;
	}

	@Override
	public ToolRunner.Builder maxResultSize(DataSize maxResultSize) {
		this.maxResultSize = Objects.requireNonNull(maxResultSize, "'maxResultSize' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder promptCache(@Nullable CacheControl promptCache) {
		this.promptCache = promptCache;
		return this;
	}

	@Override
	public ToolRunner.Builder scheduler(Scheduler scheduler) {
		this.scheduler = Objects.requireNonNull(scheduler, "'scheduler' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = Objects.requireNonNull(observationRegistry,
				"'observationRegistry' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder observationConvention(ToolRunObservationConvention observationConvention) {
		this.runConvention = Objects.requireNonNull(observationConvention, "'observationConvention' must not be null");
		return this;
	}

	@Override
	public ToolRunner.Builder observationConvention(ToolCallObservationConvention observationConvention) {
		this.callConvention = Objects.requireNonNull(observationConvention, "'observationConvention' must not be null");
		return this;
	}

	@Override
	public ToolRunner build() {
		checkLimits();
		if (this.schemas == null) {
			this.schemas = JsonSchemas.create();
		}
		Scheduler scheduler = (this.scheduler != null) ? this.scheduler : Schedulers.boundedElastic();
		RunnerSettings settings = new RunnerSettings(this.client, this.schemas,
				new RunLimits(this.maxTurns, this.maxToolCalls, this.maxTotalTokens, this.runTimeout,
						this.timeoutSetting),
				this.toolTimeout, this.concurrency, this.maxResultSize.toBytes(), this.promptCache, scheduler,
				new ToolObservations(this.observationRegistry, this.runConvention, this.callConvention, this.name));
		List<ToolFunction> functions = new ArrayList<>(this.tools);
		functions.addAll(ToolMethods.of(this.beans));
		ToolResults results = new ToolResults(
				this.schemas.mapper().rebuild().addModule(new ApixoMessagesModule()).build(),
				this.maxResultSize.toBytes());
		return new DefaultToolRunner((DefaultToolRunnerBuilder) copy(), settings,
				new LazyCatalog(functions, this.sources, this.schemas, scheduler), results);
	}

	private static <T> void addAll(T[] added, List<T> all, String name) {
		for (T each : Objects.requireNonNull(added, () -> name + " must not be null")) {
			all.add(Objects.requireNonNull(each, () -> name + " must not contain null"));
		}
	}

	private void checkLimits() {
		check("The limit of turns", this.maxTurns);
		check("The limit of tool calls", this.maxToolCalls);
		check("The concurrency of tools", this.concurrency);
		check("The limit of result sizes", this.maxResultSize.toBytes());
		if (this.maxTotalTokens != null) {
			check("The limit of tokens", this.maxTotalTokens);
		}
		check("The time limit of tools", this.toolTimeout);
		if (this.runTimeout != null) {
			check("The time limit of runs", this.runTimeout);
		}
	}

	private static void check(String limit, long value) {
		if (value < 1) {
			throw new ApixoConfigurationException(limit + " must be at least 1, but is " + value + ". Raise it");
		}
	}

	private static void check(String limit, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new ApixoConfigurationException(limit + " must be positive, but is " + value + ". Raise it");
		}
	}

}
