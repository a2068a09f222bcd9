package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.event.StreamEvent;

/**
 * What the gateway sends in response to one request. Immutable and reusable: each method
 * returns a new reply. With <code>import static ai.apixo.test.Reply.*</code>, a test
 * reads like a script: <pre>
 * gateway.enqueue(error(429).retryAfter(Duration.ofMillis(5)));
 * gateway.enqueue(reply().thinking("hm", "sig").text("Hel", "lo").toolUse("refund", Map.of("id", 7)));
 * gateway.enqueue(reply().text("Hel").cut());
 * </pre>
 * <p>
 * The same reply serves {@code "stream": true} and plain calls: it becomes the events, or
 * the message that they add up to. A script that makes no sense fails where it is
 * created, with an {@link IllegalStateException} or {@link IllegalArgumentException} that
 * says why.
 *
 * @since 0.1.0
 */
public final class Reply extends ReplyDelivery {

	private Reply(ReplyScript script) {
		super(script);
	}

	@Override
	Reply with(ReplyScript script) {
		return new Reply(script);
	}

	/**
	 * Return a message without content. By default, its id is {@code msg_1} and so on,
	 * its model is that of the request, its usage is one input and one output token, and
	 * its stop reason is {@code tool_use} if it has a tool call, or else
	 * {@code end_turn}.
	 * @return the reply
	 */
	public static Reply reply() {
		return new Reply(new ReplyScript("reply()", new AnswerScript()));
	}

	/**
	 * Return a reply with the id, content, stop fields and usage of a message.
	 * @param message the message, to which the events add up
	 * @return the reply
	 */
	public static Reply reply(Message message) {
		return new Reply(new ReplyScript("reply(message)", AnswerScript.of(message)));
	}

	/**
	 * Return an error in the JSON of the Messages reference.
	 * @param status a status from 400, which gives the type: {@code rate_limit_error} for
	 * 429, {@code overloaded_error} for 529 and so on
	 * @return the reply
	 */
	public static Reply error(int status) {
		String type = ErrorTypes.of(status);
		return error("error(" + status + ")", status, type, ErrorTypes.message(type));
	}

	/**
	 * Return an error in the JSON of the Messages reference.
	 * @param status a status from 400
	 * @param type the type of the error
	 * @param message the message of the error
	 * @return the reply
	 */
	public static Reply error(int status, String type, String message) {
		return error("error(" + status + ", " + Quoted.of(type) + ", " + Quoted.of(message) + ")", status, type,
				message);
	}

	private static Reply error(String source, int status, String type, String message) {
		if (status < 400 || status > 599) {
			throw new IllegalArgumentException(source + ": a status of an error is between 400 and 599");
		}
		return new Reply(new ReplyScript(source, new ErrorBody(status, type, message)));
	}

	/**
	 * Return a response that is sent unchanged.
	 * @param status a status from 200 to 599
	 * @param contentType the content type, empty for none
	 * @param body the body
	 * @return the reply
	 */
	public static Reply response(int status, String contentType, String body) {
		String source = "response(" + status + ", " + Quoted.of(contentType) + ", " + Quoted.of(body) + ")";
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException(source + ": a status of a response is between 200 and 599");
		}
		ReplyScript.checkHeader(source, contentType);
		return new Reply(
				new ReplyScript(source, new FixedBody(status, contentType, body.getBytes(StandardCharsets.UTF_8))));
	}

	/**
	 * Return a stream that is sent unchanged, with status 200 and
	 * {@code text/event-stream}.
	 * @param body the body
	 * @return the reply
	 */
	public static Reply sse(String body) {
		return sse(Objects.requireNonNull(body, "'body' must not be null").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return a stream that is sent unchanged, with status 200 and
	 * {@code text/event-stream}.
	 * @param body the body, UTF-8 or not
	 * @return the reply
	 */
	public static Reply sse(byte[] body) {
		Objects.requireNonNull(body, "'body' must not be null");
		return new Reply(new ReplyScript("sse(" + body.length + " bytes)",
				new FixedBody(200, "text/event-stream", body.clone())));
	}

	/**
	 * Return a reply that closes the connection before any byte of a response.
	 * @return the reply
	 */
	public static Reply hangUp() {
		return new Reply(new ReplyScript("hangUp()", NoResponse.HANG_UP));
	}

	/**
	 * Return a reply that is never sent: the gateway is silent until the client closes
	 * the connection.
	 * @return the reply
	 */
	public static Reply silence() {
		return new Reply(new ReplyScript("silence()", NoResponse.SILENCE));
	}

	/**
	 * Add a text block.
	 * @param pieces the pieces of its text, one per delta, never split and never joined
	 * @return the new reply
	 */
	public Reply text(String... pieces) {
		return part("text(" + Quoted.of(pieces) + ")", ContentParts.text(List.of(pieces)));
	}

	/**
	 * Add a thinking block.
	 * @param thinking its text
	 * @param signature its signature
	 * @return the new reply
	 */
	public Reply thinking(String thinking, String signature) {
		return part("thinking(" + Quoted.of(thinking) + ", " + Quoted.of(signature) + ")",
				ContentParts.thinking(thinking, signature));
	}

	/**
	 * Add a tool call with the id {@code toolu_1} and so on.
	 * @param name the name of the tool
	 * @param input its arguments: a map, a record or anything else that Jackson writes as
	 * a JSON object. They are sent in two pieces.
	 * @return the new reply
	 */
	public Reply toolUse(String name, Object input) {
		return part("toolUse(" + Quoted.of(name) + ", ..)",
				ContentParts.toolUse(null, name, ContentParts.halves(ToolInput.write(input))));
	}

	/**
	 * Add a tool call.
	 * @param id the id of the call
	 * @param name the name of the tool
	 * @param input its arguments, as in {@link #toolUse(String, Object)}
	 * @return the new reply
	 */
	public Reply toolUse(String id, String name, Object input) {
		return part("toolUse(" + Quoted.of(id) + ", " + Quoted.of(name) + ", ..)",
				ContentParts.toolUse(id, name, ContentParts.halves(ToolInput.write(input))));
	}

	/**
	 * Add a tool call with arguments as text, which need not be JSON.
	 * @param name the name of the tool
	 * @param partialJson the pieces of the arguments, one per delta
	 * @return the new reply
	 */
	public Reply toolUseJson(String name, String... partialJson) {
		return part("toolUseJson(" + Quoted.of(name) + ", " + Quoted.of(partialJson) + ")",
				ContentParts.toolUse(null, name, List.of(partialJson)));
	}

	/**
	 * Add a block of any kind, sent as the Messages API would send it: text, citations,
	 * thinking, signature and tool input as deltas, anything else as a whole.
	 * @param block the block
	 * @return the new reply
	 */
	public Reply block(ContentBlock block) {
		Objects.requireNonNull(block, "'block' must not be null");
		return part("block(" + block.getClass().getSimpleName() + ")", ContentParts.block(block));
	}

	/**
	 * Add a ping, within the open block.
	 * @return the new reply
	 */
	public Reply ping() {
		return part("ping()", new ContentPart.Inside(ScriptedEvent.of("ping", (event) -> {
		})));
	}

	/**
	 * Add an event, within the open block.
	 * @param event the event
	 * @return the new reply
	 */
	public Reply event(StreamEvent event) {
		Objects.requireNonNull(event, "'event' must not be null");
		return part("event(" + event.getClass().getSimpleName() + ")",
				new ContentPart.Inside(new ScriptedEvent(MessagesFormat.write(event))));
	}

	/**
	 * Add an event, within the open block.
	 * @param json the data of the event; its {@code type}, if it has one, becomes the
	 * name
	 * @return the new reply
	 */
	public Reply event(String json) {
		return part("event(" + Quoted.of(json) + ")", new ContentPart.Inside(new ScriptedEvent(json)));
	}

	/**
	 * Set the id of the message.
	 * @param id the id
	 * @return the new reply
	 */
	public Reply id(String id) {
		return field("id(" + Quoted.of(id) + ")", "id", id);
	}

	/**
	 * Set the model of the message.
	 * @param model the model
	 * @return the new reply
	 */
	public Reply model(String model) {
		return field("model(" + Quoted.of(model) + ")", "model", model);
	}

	/**
	 * Set the stop reason.
	 * @param stopReason the stop reason
	 * @return the new reply
	 */
	public Reply stopReason(StopReason stopReason) {
		return field("stopReason(" + stopReason + ")", "stop_reason", stopReason);
	}

	/**
	 * Set the usage.
	 * @param usage the usage
	 * @return the new reply
	 */
	public Reply usage(Usage usage) {
		return usage("usage(..)", MessagesFormat.objectOf(usage));
	}

	/**
	 * Set the usage.
	 * @param inputTokens the tokens of the request
	 * @param outputTokens the tokens of the response
	 * @return the new reply
	 */
	public Reply usage(long inputTokens, long outputTokens) {
		return usage("usage(" + inputTokens + ", " + outputTokens + ")",
				MessagesFormat.object().put("input_tokens", inputTokens).put("output_tokens", outputTokens));
	}

	private Reply usage(String call, ObjectNode usage) {
		if (usage.valueStream().anyMatch((tokens) -> tokens.asLong(0) < 0)) {
			throw new IllegalArgumentException(call + ": a number of tokens must not be negative");
		}
		return field(call, "usage", usage);
	}

	private Reply part(String call, ContentPart part) {
		return with(script().part(call, part));
	}

	private Reply field(String call, String name, Object value) {
		return with(script().field(call, name, value));
	}

}
