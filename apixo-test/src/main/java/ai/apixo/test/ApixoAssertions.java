package ai.apixo.test;

import org.jspecify.annotations.Nullable;

/**
 * Assertions on the requests that a gateway has received, to be used with those of
 * AssertJ. <pre>
 * import static ai.apixo.test.ApixoAssertions.assertThat;
 *
 * assertThat(gateway).received(2).lastRequest().hasModel(CLAUDE_SONNET_4_6).hasLastUserText("Hello");
 * </pre> A failure contains what was expected, what arrived, and the transcript.
 *
 * @since 0.1.0
 */
public final class ApixoAssertions {

	private ApixoAssertions() {
	}

	/**
	 * Return assertions on the requests that a gateway has received so far.
	 * @param actual the gateway
	 * @return the assertions
	 */
	public static MockApixoGatewayAssert assertThat(@Nullable MockApixoGateway actual) {
		return new MockApixoGatewayAssert(actual);
	}

	/**
	 * Return assertions on a request.
	 * @param actual the request
	 * @return the assertions
	 */
	public static ReceivedRequestAssert assertThat(@Nullable ReceivedRequest actual) {
		return new ReceivedRequestAssert(actual, "");
	}

}
