package ai.apixo.relay;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Collects the settings of an {@link ApixoRelay}.
 */
final class DefaultApixoRelayBuilder implements ApixoRelay.Builder {

	private static final DataSize DEFAULT_MEMORY = DataSize.ofMegabytes(256);

	private final RunFailures failures;

	private @Nullable RelayStore store;

	private @Nullable JsonMapper jsonMapper;

	private @Nullable Duration grace = Duration.ofSeconds(30);

	private Duration timeToLive = Duration.ofMinutes(10);

	private DataSize maxSize = DataSize.ofMegabytes(16);

	private Duration heartbeat = Duration.ofSeconds(15);

	DefaultApixoRelayBuilder(String maxSizeName, String memoryName) {
		this(new RunFailures(maxSizeName, memoryName));
	}

	private DefaultApixoRelayBuilder(RunFailures failures) {
		this.failures = failures;
	}

	@Override
	public ApixoRelay.Builder store(RelayStore store) {
		this.store = Objects.requireNonNull(store, "'store' must not be null");
		return this;
	}

	@Override
	public ApixoRelay.Builder jsonMapper(JsonMapper jsonMapper) {
		this.jsonMapper = Objects.requireNonNull(jsonMapper, "'jsonMapper' must not be null");
		return this;
	}

	@Override
	public ApixoRelay.Builder grace(@Nullable Duration grace) {
		this.grace = grace;
		return this;
	}

	@Override
	public ApixoRelay.Builder timeToLive(Duration timeToLive) {
		this.timeToLive = Objects.requireNonNull(timeToLive, "'timeToLive' must not be null");
		return this;
	}

	@Override
	public ApixoRelay.Builder maxSize(DataSize maxSize) {
		this.maxSize = Objects.requireNonNull(maxSize, "'maxSize' must not be null");
		return this;
	}

	@Override
	public ApixoRelay.Builder heartbeat(Duration heartbeat) {
		this.heartbeat = Objects.requireNonNull(heartbeat, "'heartbeat' must not be null");
		return this;
	}

	@Override
	public ApixoRelay build() {
		DefaultApixoRelayBuilder origin = copy();
		RelayStore built = (origin.store != null) ? origin.store : new MemoryRelayStore(DEFAULT_MEMORY);
		origin.store = built;
		Duration grace = origin.grace;
		if (grace != null && grace.compareTo(built.shortestGrace()) < 0) {
			throw new ApixoConfigurationException("The grace time of the relay must be " + built.shortestGrace()
					+ " or longer, which is the lease of its store, but is " + grace);
		}
		checkMillis("time to live", origin.timeToLive);
		checkMillis("heartbeat", origin.heartbeat);
		if (origin.maxSize.toBytes() <= 0) {
			throw new ApixoConfigurationException(
					"The maximum size of a run of the relay must be larger than 0, but is " + origin.maxSize);
		}
		RelaySettings settings = new RelaySettings(new RunTerms(grace, origin.timeToLive), origin.maxSize,
				origin.heartbeat, this.failures);
		return new DefaultApixoRelay(built, new EventJson(origin.jsonMapper), settings, origin);
	}

	private static void checkMillis(String name, Duration duration) {
		if (duration.compareTo(Duration.ofMillis(1)) < 0) {
			throw new ApixoConfigurationException(
					"The " + name + " of the relay must be 1 ms or longer, but is " + duration);
		}
	}

	DefaultApixoRelayBuilder copy() {
		DefaultApixoRelayBuilder copy = new DefaultApixoRelayBuilder(this.failures);
		copy.store = this.store;
		copy.jsonMapper = this.jsonMapper;
		copy.grace = this.grace;
		copy.timeToLive = this.timeToLive;
		copy.maxSize = this.maxSize;
		copy.heartbeat = this.heartbeat;
		return copy;
	}

}
