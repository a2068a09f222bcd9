package ai.apixo.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;

/**
 * Clients whose limiter takes down what it is asked, and whose waits are in the time of
 * the test.
 */
final class LimitedClient {

	static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	static final Script STALL = Gateways::stall;

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final List<PermitRequest> asked = new CopyOnWriteArrayList<>();

	private final CallLimiter memory = CallLimiter.inMemory(this.clock);

	private final CallLimiter limiter = new CallLimiter() {

		@Override
		public Permit acquire(PermitRequest request) {
			LimitedClient.this.asked.add(request);
			return LimitedClient.this.memory.acquire(request);
		}

		@Override
		public VirtualTimeScheduler clock() {
			return LimitedClient.this.clock;
		}

	};

	private final TestConnector connector;

	LimitedClient(TestConnector connector) {
		this.connector = connector;
	}

	static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).build();
	}

	static CallLimits requests(int number) {
		return CallLimits.builder().requestsPerMinute(number).build();
	}

	ApixoMessagesClient.Builder builder(ScriptedGateway gateway, CallLimits limits) {
		return this.connector.client(gateway).retry(Retries.none()).limiter(this.limiter).limits(limits);
	}

	VirtualTimeScheduler clock() {
		return this.clock;
	}

	/**
	 * Return what the limiter was asked.
	 */
	List<PermitRequest> asked() {
		return this.asked;
	}

}
