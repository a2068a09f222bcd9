package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.decode.ScratchBuffers;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.TokenEstimate;
import ai.apixo.messages.json.LazyMessagesJson;

/**
 * Resources that the clients of an application share: the connector with its pool, the
 * Resilience4j instances, and the register of open calls.
 *
 * <p>
 * As a bean it takes part in the application's life cycle. After the web server's
 * graceful phase it refuses new calls, waits for the open ones, then fails them with
 * {@link ai.apixo.client.error.ApixoConnectionException} and closes their connections.
 *
 * @since 0.1.0
 */
public final class ApixoClientResources implements SmartLifecycle {

	/**
	 * After {@code WebServerGracefulShutdownLifecycle} and the web server itself, whose
	 * phases are 1024 and 2048 below the default.
	 */
	private static final int PHASE = DEFAULT_PHASE - 4096;

	private final @Nullable ClientHttpConnector connector;

	private final ApixoResilience resilience;

	private final Duration shutdownWait;

	private final SettingNames settingNames;

	private final OpenCallRegistry openCalls = new OpenCallRegistry();

	private final IdleClock idleClock = new IdleClock();

	private final ConnectorThreads connectorThreads = new ConnectorThreads();

	private final LazyMessagesJson messagesJson = new LazyMessagesJson();

	private final ScratchBuffers scratchBuffers = new ScratchBuffers();

	private final Map<String, CoolingModels> coolingModels = new ConcurrentHashMap<>();

	private final Supplier<Scheduler> clock;

	private final Supplier<CallLimiter> callLimiter;

	private final TokenEstimate tokenEstimate = new TokenEstimate();

	private volatile boolean running;

	/**
	 * Create resources.
	 * @param connector the connector of all clients, or {@code null} for the one of their
	 * {@code WebClient.Builder}
	 * @param resilience the Resilience4j instances of the clients
	 * @param shutdownWait the maximum time to wait for open calls when the application
	 * closes
	 * @param settingNames what the settings of the clients are called
	 */
	public ApixoClientResources(@Nullable ClientHttpConnector connector, ApixoResilience resilience,
			Duration shutdownWait, SettingNames settingNames) {
		this(connector, resilience, shutdownWait, settingNames, (Supplier<Scheduler>) Schedulers::parallel);
	}

	/**
	 * Create resources with a clock.
	 * @param connector the connector of all clients, or {@code null} for the one of their
	 * {@code WebClient.Builder}
	 * @param resilience the Resilience4j instances of the clients
	 * @param shutdownWait the maximum time to wait for open calls when the application
	 * closes
	 * @param settingNames what the settings of the clients are called
	 * @param clock by which turns are granted and models passed over
	 */
	public ApixoClientResources(@Nullable ClientHttpConnector connector, ApixoResilience resilience,
			Duration shutdownWait, SettingNames settingNames, Scheduler clock) {
		this(connector, resilience, shutdownWait, settingNames, () -> clock);
	}

	private ApixoClientResources(@Nullable ClientHttpConnector connector, ApixoResilience resilience,
			Duration shutdownWait, SettingNames settingNames, Supplier<Scheduler> clock) {
		this.connector = connector;
		this.resilience = resilience;
		this.shutdownWait = shutdownWait;
		this.settingNames = settingNames;
		this.clock = clock;
		this.callLimiter = SingletonSupplier.of(() -> CallLimiter.inMemory(clock.get()));
	}

	/**
	 * Return the connector of all clients.
	 * @return the connector, or {@code null} for the one of their
	 * {@code WebClient.Builder}
	 */
	public @Nullable ClientHttpConnector connector() {
		return this.connector;
	}

	/**
	 * Return the Resilience4j instances of the clients.
	 * @return the instances by name
	 */
	public ApixoResilience resilience() {
		return this.resilience;
	}

	/**
	 * Return what the settings of the clients are called.
	 * @return the names
	 */
	public SettingNames settingNames() {
		return this.settingNames;
	}

	/**
	 * Return the register of open calls.
	 * @return the register
	 */
	public OpenCallRegistry openCalls() {
		return this.openCalls;
	}

	/**
	 * Return the clock that checks the time limits of exchanges.
	 * @return the clock
	 */
	public IdleClock idleClock() {
		return this.idleClock;
	}

	/**
	 * Return the threads for connectors that take locks.
	 * @return the threads
	 */
	public ConnectorThreads connectorThreads() {
		return this.connectorThreads;
	}

	/**
	 * Return the codecs of the wire.
	 * @return the codecs
	 */
	public LazyMessagesJson messagesJson() {
		return this.messagesJson;
	}

	/**
	 * Return the arrays that bytes are scanned in.
	 * @return the arrays
	 */
	public ScratchBuffers scratchBuffers() {
		return this.scratchBuffers;
	}

	/**
	 * Return what keeps the use of keys for clients that were given no limiter.
	 * @return the limiter
	 */
	public CallLimiter callLimiter() {
		return this.callLimiter.get();
	}

	/**
	 * Return the models that are passed over at a gateway.
	 * @param origin the origin of the gateway
	 * @return the models
	 */
	public CoolingModels coolingModels(String origin) {
		return this.coolingModels.computeIfAbsent(origin, (unknown) -> new CoolingModels(this.clock));
	}

	/**
	 * Return what estimates tokens.
	 * @return the estimate
	 */
	public TokenEstimate tokenEstimate() {
		return this.tokenEstimate;
	}

	@Override
	public void start() {
		this.openCalls.open();
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		Disposable.Swap deadline = Disposables.swap();
		this.openCalls.close(() -> {
			deadline.dispose();
			this.connectorThreads.close();
			this.running = false;
			callback.run();
		});
		// Only once new calls are refused; one that slips in would never be ended.
		deadline.update(Schedulers.parallel()
			.schedule(this.openCalls::abortAll, this.shutdownWait.toMillis(), TimeUnit.MILLISECONDS));
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
