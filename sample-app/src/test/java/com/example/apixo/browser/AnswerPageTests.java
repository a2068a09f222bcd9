package com.example.apixo.browser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an answer looks like: text, thoughts, tools, figures, and how it ended.
 */
class AnswerPageTests extends PageTests {

	@Test
	void firstTextAppearsBeforeTheAnswerIsComplete() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		assertThat(this.page.isAnswering()).isTrue();
		assertThat(this.page.answer()).doesNotContain("And that is the story");
		this.page.screenshot("mid-answer");
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	@ParameterizedTest
	@CsvSource({ "max_tokens, The answer is cut off., the maximum number of tokens",
			"model_context_window_exceeded, The answer is cut off., context window",
			"refusal, The model refused to answer., rephrase it", "pause_turn, The model has paused., continue",
			"stop_sequence, The answer ends at a stop sequence., marks the end",
			"brand_new, The model stopped for another reason., brand_new" })
	void aStopReasonIsMarked(String stopReason, String title, String explanation) {
		this.application.text("Once upon", stopReason);
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.all(".notice.stop")).singleElement()
			.satisfies((notice) -> assertThat(notice.getText()).contains(title, explanation));
		assertThat(this.page.conversation()).contains("Once upon");
		this.page.screenshot("stop-" + stopReason);
	}

	@Test
	void anAnswerThatCameToItsEndNeedsNoNotice() {
		this.application.text("The end", "end_turn");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.all(".notice")).isEmpty();
	}

	@Test
	void aReaderWhoScrollsBackIsNotPulledDown() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("4. It is found");
		this.page.run("window.scrollTo(0, 0)");
		this.page.awaitAnswer("5. It is asked for");
		assertThat(this.page.run("return window.scrollY")).isEqualTo(0L);
		this.page.run("window.scrollTo(0, document.documentElement.scrollHeight)");
		this.page.awaitAnswer("6. It is shown");
		Browser.await()
			.until(() -> Boolean.TRUE.equals(this.page
				.run("return document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 2")));
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	@Test
	void aSlowAnswerGrowsPieceByPiece() {
		this.page.ask("/slow");
		this.page.awaitAnswer("You asked");
		String sooner = this.page.answer();
		Browser.await().until(() -> this.page.answer().length() > sooner.length());
		assertThat(this.page.answer()).startsWith(sooner);
		assertThat(this.page.isAnswering()).isTrue();
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	@Test
	void everyScriptArrivesUnharmed() {
		this.page.askAndAwaitEnd("/unicode");
		this.page.awaitAnswer("2.718");
		assertThat(this.page.answer()).contains("今晚的海很平静。", "הים רגוע הערב.", "👩‍🚀", "𝔸 ⊂ ℝⁿ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>window.harmed = 1</script>", "<img src=x onerror='window.harmed = 1'>",
			"<svg onload='window.harmed = 1'><script>window.harmed = 1</script></svg>",
			"<iframe srcdoc='<script>parent.harmed = 1</script>'></iframe>", "[click](javascript:window.harmed=1)",
			"<a href=' &#106;avascript:window.harmed=1' onclick='window.harmed=1'>click</a>",
			"<form action='https://example.com'><button>Log in</button></form>",
			"<style>body { display: none }</style>", "<div id=composer class=notice>spoofed</div>",
			"![tracker](https://example.com/pixel.png)", "<b onmouseover='window.harmed = 1'>hover</b>",
			"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=harmed=1&gt;'>",
			"`<img src=x onerror=window.harmed=1>` and <img src=x onerror=window.harmed=1>" })
	void hostileAnswersCannotRunScriptOrReachOut(String answer) {
		this.page.askAndAwaitEnd("/echo " + answer + " end");
		Browser.await().until(() -> !this.page.all(".assistant .text > *").isEmpty());
		this.page.run("document.querySelectorAll('.assistant .text *').forEach((node) => {"
				+ " node.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));"
				+ " if (node.protocol !== 'https:') { node.click(); } })");
		assertThat(this.page.run("return window.harmed ?? null")).isNull();
		assertThat(
				this.page.all(".assistant .text :is(script, img, svg, iframe, form, style, button:not(.quiet), [id])"))
			.isEmpty();
		assertThat(this.page.run("return [...document.querySelectorAll('.assistant .text *')]"
				+ ".flatMap((node) => [...node.attributes]).filter((attribute) => attribute.name.startsWith('on')"
				+ " || attribute.value.includes('javascript:')).length"))
			.isEqualTo(0L);
		assertThat(this.browser.foreignRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Allow", "Deny" })
	void aToolWithAnEffectWaitsForTheReaderAlsoAfterAReload(String decision) {
		this.page.askAndAwaitEnd("Set an alarm for half past seven in Lisbon.");
		Browser.await().until(() -> !this.page.all(".approval").isEmpty());
		assertThat(this.page.all(".approval").get(0).getText()).contains("set_alarm", "07:30");
		this.page.screenshot("approval");
		if (decision.equals("Allow")) {
			this.page.reload();
		}
		else {
			this.page.open(this.port); // which shows it without the conversation
		}
		Browser.await().until(() -> !this.page.all(".approval").isEmpty());
		this.page.press(".approval button:nth-of-type(" + (decision.equals("Allow") ? 1 : 2) + ")");
		Browser.await().until(() -> this.page.all(".approval").isEmpty());
		this.page.awaitEnd();
		this.page.awaitAnswer(decision.equals("Allow") ? "The alarm rings at 07:30" : "did not allow it");
		this.page.screenshot("decided-" + decision);
		this.page.reload();
		this.page.awaitAnswer(decision.equals("Allow") ? "The alarm rings at 07:30" : "did not allow it");
		assertThat(this.page.all(".approval")).isEmpty();
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
	}

	@Test
	void aToolCallShowsItsArgumentsWhileTheyGrowAndThenItsResult() {
		this.page.watch(".tool code", "textContent");
		this.page.askAndAwaitEnd("What time is it in Tokyo and Lisbon?");
		this.page.awaitAnswer("The tools say:");
		assertThat(this.page.all(".tool")).hasSize(2);
		assertThat(this.page.all(".tool").get(1).getText()).contains("city_clock", "\"time_zone\": \"Asia/Tokyo\"",
				"Tokyo: ");
		assertThat(this.page.answer()).contains("Lisbon: ");
		assertThat(this.page.seen()).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.comparing(String::length));
		assertThat(this.page.seen().get(0)).doesNotContain("}");
	}

	@Test
	void aToolCardHasACopyButtonThatCopiesCallAndResult() {
		this.page.askAndAwaitEnd("What time is it in Tokyo and Lisbon?");
		this.page.press(".tool button");
		Browser.await().until(() -> this.page.all(".tool button").get(0).getText().equals("Copied"));
		assertThat(this.page.clipboard()).startsWith("city_clock {\"city\": \"Lisbon\"").contains("}\nLisbon: ");
	}

	@Test
	void codeHasACopyButtonThatCopiesTheCode() {
		this.page.askAndAwaitEnd("Show me the code");
		this.page.awaitAnswer("curl -N");
		this.page.press(".code .quiet");
		Browser.await().until(() -> this.page.all(".code .quiet").get(0).getText().equals("Copied"));
		assertThat(this.page.clipboard()).startsWith("@RestController\nclass StoryController {").endsWith("\n}");
		this.page.screenshot("code");
	}

	@Test
	void thoughtsStayFoldedWhileTheyGrowUntilSomebodyOpensThem() {
		this.page.choose("claude-sonnet-4-6-thinking");
		this.page.watch(".thinking", "innerText");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.seen()).hasSizeGreaterThan(2)
			.allSatisfy((folded) -> assertThat(folded).containsPattern("^(Thinking|Thought)( · \\d+ words)?$"));
		String thoughts = this.page.all(".thinking p").get(0).getAttribute("textContent");
		assertThat(this.page.all(".thinking summary").get(0).getText())
			.isEqualTo("Thought · " + thoughts.strip().split("\\s+").length + " words");
		assertThat(this.page.all(".thinking p").get(0).isDisplayed()).isFalse();
		this.page.press(".thinking summary");
		assertThat(this.page.all(".thinking p").get(0).getText()).contains("honesty comes first");
	}

	@Test
	void theFiguresAreThoseThatTheStarterObservedOfEachCall() {
		this.application.listen();
		this.page.askAndAwaitEnd("What time is it in Tokyo and Lisbon?");
		List<JsonNode> calls = this.application.received("Figures");
		assertThat(calls).hasSize(2);
		long output = sum(calls, "/usage/output_tokens");
		long millis = sum(calls, "/durationMillis") - sum(calls, "/firstChunkMillis");
		long attempts = sum(calls, "/attempts") - 1;
		assertThat(this.page.figures()).contains(seconds(calls.get(0).path("firstChunkMillis")) + " s to first token",
				Math.round(output * 1000.0 / millis) + " tokens/s",
				sum(calls, "/usage/input_tokens") + " in · " + output + " out · "
						+ sum(calls, "/usage/cache_read_input_tokens") + " cached",
				(attempts > 1) ? attempts + " attempts" : "1 attempt");
	}

	private static long sum(List<JsonNode> calls, String figure) {
		return calls.stream().mapToLong((call) -> call.at(figure).asLong()).sum();
	}

	private static BigDecimal seconds(JsonNode millis) {
		return new BigDecimal(millis.asLong() / 1000.0).setScale(2, RoundingMode.HALF_UP);
	}

	@Test
	void largeNumbersHaveSeparatorsAndAnotherModelIsNamed() {
		this.application.events(
				"{\"type\": \"message_start\", \"message\": {\"role\": \"assistant\", \"content\": []}}",
				"{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"x\"}}",
				"{\"type\": \"AnsweredBy\", \"model\": \"claude-haiku-4-5\"}",
				"{\"type\": \"Figures\", \"attempts\": 1, \"firstChunkMillis\": 10, \"durationMillis\": 1010,"
						+ " \"usage\": {\"input_tokens\": 1234567, \"output_tokens\": 12345,"
						+ " \"cache_read_input_tokens\": 4321}}",
				"{\"type\": \"message_stop\"}");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.figures()).contains("12,345 tokens/s", "1,234,567 in · 12,345 out · 4,321 cached",
				"answered by claude-haiku-4-5");
	}

	@Test
	void theCurveFollowsTheTimesOfTheApplicationHoweverLateThePageHearsOfThem() {
		this.application
			.body("""
					data:{"at": 1000, "event": {"type": "message_start", "message": {"role": "assistant", "content": []}}}

					data:{"at": 1000, "event": {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}}

					data:{"at": 1190, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "12345678"}}}

					data:{"at": 1200, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "1234"}}}

					data:{"at": 1610, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "12345678"}}}

					data:{"at": 2000, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "1234"}}}

					data:{"at": 2000, "event": {"type": "message_stop"}}

					""");
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> !this.page.curve().equals("null"));
		assertThat(this.page.curve()).isEqualTo("0,1 20,9 40,17 60,1 80,17");
		assertThat(this.page.figures()).contains("1.00 s to first token", "≈ 6 tokens/s");
	}

	@Test
	void theGatewayStandsBesideTheConversation() {
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> this.page.panel().contains("UP"));
		assertThat(this.page.panel()).contains("127.0.0.1", "closed");
	}

	@Test
	void thePanelShowsWhatWaitsWhatIsLeftAndWhichModelsRest() {
		this.page.run("document.getElementById('streams').dataset.allowed = 3");
		this.application.json("/actuator/health", "{\"components\": {\"apixo\": {\"status\": \"UP\", \"details\":"
				+ " {\"openCalls\": 4, \"waitingCalls\": 1, \"coolingModels\": [\"claude-opus-4-7\"]}}}}");
		Browser.await().until(() -> this.page.panel().contains("claude-opus-4-7"));
		assertThat(this.page.panel().replaceAll("\\s+", " ")).contains("Open calls 3 of 3", "Waiting calls 1",
				"Places left 0", "Resting models claude-opus-4-7");
		this.page.screenshot("limits");
	}

	@Test
	void theBalanceIsToldWhenAskedFor() {
		this.application.json("/api/balance", "{\"balance\": 1074.8}");
		this.page.press("#balance button");
		Browser.await().until(() -> this.page.panel().contains("1,074.80 USD"));
	}

}
