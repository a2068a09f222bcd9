package ai.apixo.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;

/**
 * Assertions on a request, see {@link ApixoAssertions}.
 *
 * @since 0.1.0
 */
public final class ReceivedRequestAssert extends AbstractAssert<ReceivedRequestAssert, ReceivedRequest> {

	private static final String SECRET = "******";

	private final String transcript;

	ReceivedRequestAssert(@Nullable ReceivedRequest actual, String transcript) {
		super(actual, ReceivedRequestAssert.class);
		this.transcript = transcript;
	}

	/**
	 * Check the model.
	 * @param model the model
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasModel(String model) {
		return check("model", model, request().body().model());
	}

	/**
	 * Check the maximum number of tokens.
	 * @param maxTokens the maximum
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasMaxTokens(int maxTokens) {
		return check("max_tokens", maxTokens, request().body().maxTokens());
	}

	/**
	 * Check the system prompt.
	 * @param text its text, all blocks joined
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasSystem(String text) {
		Content system = request().body().system();
		return check("system prompt", text, (system != null) ? system.text() : null);
	}

	/**
	 * Check the last text of the user.
	 * @param text the text, see {@link ReceivedRequest#lastUserText()}
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasLastUserText(String text) {
		return check("last user text", text, request().lastUserText());
	}

	/**
	 * Check that the model may call a tool.
	 * @param name the name of the tool
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasTool(String name) {
		List<String> names = request().tree()
			.path("tools")
			.valueStream()
			.map((tool) -> tool.path("name").asString(""))
			.toList();
		return names.contains(name) ? this : fail("a tool", name, names);
	}

	/**
	 * Check the result of a tool that succeeded.
	 * @param toolUseId the id of the call
	 * @param text the text of the result
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasToolResult(String toolUseId, String text) {
		ToolResultBlock result = toolResult(toolUseId);
		if (isFailed(result)) {
			return fail("a result of a tool that worked for", toolUseId, "a failure");
		}
		Content content = result.content();
		return check("result of the tool call " + toolUseId, text, (content != null) ? content.text() : "");
	}

	/**
	 * Check that the tool of a call has failed.
	 * @param toolUseId the id of the call
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasFailedToolResult(String toolUseId) {
		return isFailed(toolResult(toolUseId)) ? this
				: fail("a result of a tool that failed for", toolUseId, "one that worked");
	}

	/**
	 * Check all values of a header.
	 * @param name the name, in any case
	 * @param values the values, in order; without any, the header must be absent
	 * @return these assertions
	 */
	public ReceivedRequestAssert hasHeader(String name, String... values) {
		Objects.requireNonNull(name, "'name' must not be null");
		List<String> actual = Objects.requireNonNullElse(request().headers().get(name), List.of());
		if (actual.equals(Arrays.asList(values))) {
			return this;
		}
		boolean secret = Transcript.isSecret(name);
		return fail("header " + name, secret ? SECRET : Arrays.toString(values), secret ? SECRET : actual);
	}

	/**
	 * Check that a stream was requested.
	 * @return these assertions
	 */
	public ReceivedRequestAssert isStream() {
		return check("stream", true, request().isStream());
	}

	/**
	 * Check that the client closes the connection, cancels or times out before the reply
	 * is complete.
	 * @param duration the maximum time to wait for that
	 * @return these assertions
	 */
	public ReceivedRequestAssert isClosedByClientWithin(Duration duration) {
		Objects.requireNonNull(duration, "'duration' must not be null");
		return request().client().isClosedWithin(duration) ? this
				: fail("to be closed by the client within", duration, "still open, or complete");
	}

	private ReceivedRequest request() {
		isNotNull();
		return this.actual;
	}

	private ToolResultBlock toolResult(String toolUseId) {
		List<ToolResultBlock> results = toolResults().toList();
		return results.stream()
			.filter((result) -> result.toolUseId().equals(toolUseId))
			.findFirst()
			.orElseThrow(() -> failure(text("a result for the tool call", toolUseId,
					results.stream().map(ToolResultBlock::toolUseId).toList())));
	}

	private Stream<ToolResultBlock> toolResults() {
		return request().body()
			.messages()
			.stream()
			.flatMap((message) -> message.content().blocks().stream())
			.filter(ToolResultBlock.class::isInstance)
			.map(ToolResultBlock.class::cast);
	}

	private static boolean isFailed(ToolResultBlock result) {
		return Boolean.TRUE.equals(result.isError());
	}

	private ReceivedRequestAssert check(String what, Object expected, @Nullable Object actual) {
		return Objects.equals(expected, actual) ? this : fail(what, expected, actual);
	}

	private ReceivedRequestAssert fail(String what, Object expected, @Nullable Object actual) {
		throw failure(text(what, expected, actual));
	}

	private String text(String what, Object expected, @Nullable Object actual) {
		String request = this.transcript.isEmpty() ? "\n" + this.actual : this.transcript;
		String found = "Expected " + what + ": " + expected + "\n but came: " + actual;
		return (request().masked(found) + request).replace("%", "%%");
	}

}
