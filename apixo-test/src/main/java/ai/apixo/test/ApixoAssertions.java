package ai.apixo.test;

import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a gateway has received, next to those of AssertJ. <pre>
 * import static ai.apixo.test.ApixoAssertions.assertThat;
 *
 * assertThat(gateway).received(2).lastRequest().hasModel(CLAUDE_SONNET_4_6).hasLastUserText("Hello");
 * </pre> They fail with what was expected, what came, and the transcript.
 *
 * @since 0.1.0
 */
public final class ApixoAssertions {

	private ApixoAssertions() {
	}

	/**
	 * Start assertions on what a gateway has received so far.
	 * @param actual the gateway
	 * @return the assertions
	 */
	public static MockApixoGatewayAssert assertThat(@Nullable MockApixoGateway actual) {
		return new MockApixoGatewayAssert(actual);
	}

	/**
	 * Start assertions on a request.
	 * @param actual the request
	 * @return the assertions
	 */
	public static ReceivedRequestAssert assertThat(@Nullable ReceivedRequest actual) {
		return new ReceivedRequestAssert(actual, "");
	}

}
