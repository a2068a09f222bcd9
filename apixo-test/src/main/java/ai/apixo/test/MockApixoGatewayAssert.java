package ai.apixo.test;

import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the requests that a gateway has received, see {@link ApixoAssertions}.
 *
 * @since 0.1.0
 */
public final class MockApixoGatewayAssert extends AbstractAssert<MockApixoGatewayAssert, MockApixoGateway> {

	MockApixoGatewayAssert(@Nullable MockApixoGateway actual) {
		super(actual, MockApixoGatewayAssert.class);
	}

	/**
	 * Check the number of requests that have been received so far, except for those that
	 * any gateway refuses.
	 * @param count the number
	 * @return these assertions
	 */
	public MockApixoGatewayAssert received(int count) {
		isNotNull();
		int received = this.actual.received();
		if (received != count) {
			throw failureWithActualExpected(received, count, "Expected %d requests but %d came%n%s", count, received,
					this.actual);
		}
		return this;
	}

	/**
	 * Return assertions on one of the last 1,000 requests.
	 * @param index its index, from 0
	 * @return the assertions
	 */
	public ReceivedRequestAssert request(int index) {
		isNotNull();
		List<ReceivedRequest> requests = this.actual.requests();
		if (index < 0 || index >= requests.size()) {
			throw failure("Expected a request with the index %d but %d came%n%s", index, requests.size(), this.actual);
		}
		return new ReceivedRequestAssert(requests.get(index), "\n" + this.actual);
	}

	/**
	 * Return assertions on the last request.
	 * @return the assertions
	 */
	public ReceivedRequestAssert lastRequest() {
		isNotNull();
		return request(Math.max(this.actual.requests().size() - 1, 0));
	}

}
