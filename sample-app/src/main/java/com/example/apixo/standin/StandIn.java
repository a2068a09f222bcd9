package com.example.apixo.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.SignatureDelta;
import ai.apixo.messages.event.ThinkingDelta;
import ai.apixo.test.ReceivedRequest;
import ai.apixo.test.Reply;

/**
 * What the stand-in answers: a text of {@code stand-in} about the first topic that the
 * question names, word by word at the pace of a model. A prompt such as {@code /529} asks
 * for a fault. Of the others the first and every eighth after it are turned away once: a
 * retry is never far. A fourth call at the same time is refused, as on the free plan.
 */
final class StandIn implements Function<ReceivedRequest, Reply> {

	private static final List<String> TOPICS = List.of("media_type", "tool_use_id", "/echo", "/cut", "/stall", "rag",
			"release note", "hello", "unicode", "code", "long");

	private static final Pattern PIECE = Pattern.compile("\\s*+\\S{1,7}|\\s++");

	private static final int CHARACTERS_PER_TOKEN = 4;

	private static final int CONCURRENT_CALLS = 3;

	private final AtomicInteger prompts = new AtomicInteger();

	private final Refusals refusals = new Refusals();

	private final Map<String, String> texts = new HashMap<>();

	private final Duration pace;

	private final IntSupplier openCalls;

	StandIn(Duration pace, IntSupplier openCalls) throws IOException {
		this.pace = pace;
		this.openCalls = openCalls;
		for (String topic : Stream.concat(TOPICS.stream(), Stream.of("anything", "thoughts", "trip")).toList()) {
			String resource = "stand-in/" + topic.replace("/", "").replace(' ', '-') + ".md";
			this.texts.put(topic, new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8));
		}
	}

	@Override
	public Reply apply(ReceivedRequest received) {
		JsonNode messages = JsonMapper.shared().readTree(received.json()).path("messages");
		Question question = new Question(messages.path(messages.size() - 1).path("content"));
		String prompt = question.prompt();
		if ("wrong".equals(received.headers().getFirst("x-api-key"))) {
			return Reply.error(401, "authentication_error", "invalid x-api-key");
		}
		if (this.openCalls.getAsInt() >= CONCURRENT_CALLS) {
			return Reply.error(429, "rate_limit_error",
					"Too many concurrent calls: " + CONCURRENT_CALLS + " are open.");
		}
		if (this.refusals.refuse(received, refusals(received, prompt))) {
			return Reply.error(429, "rate_limit_error", "Too many requests right now.")
				.retryAfter(Duration.ofSeconds(2));
		}
		if (prompt.startsWith("/529") || (prompt.startsWith("/overloaded")
				&& !ApixoModels.CLAUDE_HAIKU_4_5_20251001.equals(received.body().model()))) {
			return Reply.error(529, "overloaded_error", "Overloaded");
		}
		Reply reply = answer(received, question).pace(this.pace.multipliedBy(prompt.startsWith("/slow") ? 10 : 1))
			.delay(this.pace.multipliedBy(10));
		return prompt.startsWith("/cut") ? reply.cut() : prompt.startsWith("/stall") ? reply.stall() : reply;
	}

	private int refusals(ReceivedRequest received, String prompt) {
		if (prompt.startsWith("/")) {
			return prompt.startsWith("/429") ? 2 : 0;
		}
		boolean again = this.refusals.isKnown(received);
		return (again || this.prompts.getAndIncrement() % 8 == 0) ? 1 : 0;
	}

	private Reply answer(ReceivedRequest received, Question question) {
		MessagesRequest request = received.body();
		if (!request.tools().isEmpty() && question.asksForTheTime()) {
			return shell(received, StopReason.TOOL_USE, null, 40)
				.text("I will", " look at", " the clocks", " of both", " cities.")
				.toolUseJson("city_clock", "{\"city\":", " \"Lisbon\",", " \"time_zone\":", " \"Europe/", "Lisbon\"}")
				.toolUseJson("city_clock", "{\"city\":", " \"Tokyo\",", " \"time_zone\":", " \"Asia/", "Tokyo\"}");
		}
		if (!request.tools().isEmpty() && question.asksForAnAlarm()) {
			return shell(received, StopReason.TOOL_USE, null, 20).text("I will", " set it.")
				.toolUseJson("set_alarm", "{\"city\":", " \"Lisbon\",", " \"time\":", " \"07:30\"}");
		}
		boolean thinking = thinks(request);
		String thoughts = thinking ? this.texts.getOrDefault("thoughts", "") : "";
		Cut cut = Cut.of(text(request, question), request);
		Reply reply = shell(received, cut.stopReason(), cut.stopSequence(), tokens(thoughts) + tokens(cut.text()));
		return (thinking ? think(reply, thoughts) : reply.ping()).text(pieces(cut.text()));
	}

	private static boolean thinks(MessagesRequest request) {
		Thinking thinking = request.thinking();
		return String.valueOf(request.model()).endsWith("-thinking")
				|| (thinking != null && !thinking.type().equals("disabled"));
	}

	private String text(MessagesRequest request, Question question) {
		if (request.outputConfig() != null) {
			return question.fill(this.texts.getOrDefault("trip", ""));
		}
		String asked = question.lowerCase();
		String topic = TOPICS.stream().filter(asked::contains).findFirst().orElse("anything");
		return question.fill(this.texts.getOrDefault(topic, ""));
	}

	private static Reply think(Reply reply, String thoughts) {
		Reply thinking = reply.block(new ThinkingBlock("", "")).ping();
		for (String piece : pieces(thoughts)) {
			thinking = thinking.event(new ContentBlockDelta(0, new ThinkingDelta(piece)));
		}
		return thinking.event(new ContentBlockDelta(0, new SignatureDelta("c3RhbmQtaW4=")));
	}

	private Reply shell(ReceivedRequest received, StopReason stopReason, @Nullable String stopSequence,
			int outputTokens) {
		long tokens = tokens(question(received));
		long newTokens = tokens / received.body().messages().size();
		return Reply.reply(Message.builder()
			.id("msg_standin_" + System.nanoTime())
			.model(String.valueOf(received.body().model()))
			.stopReason(stopReason)
			.stopSequence(stopSequence)
			.usage(Usage.builder()
				.inputTokens(newTokens)
				.cacheReadInputTokens(tokens - newTokens)
				.outputTokens((long) outputTokens)
				.build())
			.build());
	}

	/**
	 * The request without the field by which a plain call and a stream differ.
	 */
	private static String question(ReceivedRequest received) {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(received.json());
		return request.without("stream").toString();
	}

	private static int tokens(String text) {
		return text.length() / CHARACTERS_PER_TOKEN;
	}

	private static String[] pieces(String text) {
		return PIECE.matcher(text).results().map(MatchResult::group).toArray(String[]::new);
	}

	/**
	 * How far an answer gets before a limit or a stop sequence of the request ends it.
	 */
	record Cut(String text, StopReason stopReason, @Nullable String stopSequence) {

		static Cut of(String text, MessagesRequest request) {
			Cut cut = new Cut(text, StopReason.END_TURN, null);
			for (String sequence : request.stopSequences()) {
				int place = cut.text.indexOf(sequence);
				cut = (place < 0) ? cut : new Cut(text.substring(0, place), StopReason.STOP_SEQUENCE, sequence);
			}
			long limit = Objects.requireNonNull(request.maxTokens()) * (long) CHARACTERS_PER_TOKEN;
			return (cut.text.length() <= limit) ? cut
					: new Cut(text.substring(0, (int) limit), StopReason.MAX_TOKENS, null);
		}

	}

}
