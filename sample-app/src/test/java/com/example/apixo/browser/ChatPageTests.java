package com.example.apixo.browser;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.test.ApixoAssertions;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real Chromium, against the running sample and its stand-in gateway.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "stand-in.pace=8ms", "apixo.api-key=",
				"sample.runs=${java.io.tmpdir}/apixo-sample-runs-${random.uuid}" })
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(value = "com.example.apixo.browser.ChatPage#canStart", disabledReason = ChatPage.HOW_TO_INSTALL)
class ChatPageTests {

	private static final byte[] PIXEL = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	private static final String LONG_STORY = "Tell me the long story of a token";

	@Autowired
	private ApixoMessagesClient client;

	@Autowired
	private MockApixoGateway gateway;

	@LocalServerPort
	private int port;

	private ChatPage page;

	@BeforeAll
	void start() {
		this.page = ChatPage.start();
	}

	@BeforeEach
	void open() {
		this.page.size(1280, 860).colours("light").open(this.port);
	}

	@AfterAll
	void quit() {
		this.page.close();
	}

	@Test
	void firstTextAppearsBeforeTheAnswerIsComplete() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		assertThat(this.page.isAnswering()).isTrue();
		assertThat(this.page.answer()).doesNotContain("And that is the story");
		this.page.screenshot("mid-answer");
	}

	@Test
	void theStopButtonClosesTheCallToTheGatewayAndKeepsTheTextSoFar() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.press("#stop");
		this.page.awaitEnd();
		ApixoAssertions.assertThat(this.gateway).lastRequest().isClosedByClientWithin(Duration.ofSeconds(20));
		ChatPage.await().until(() -> this.client.activity().openCalls() == 0);
		assertThat(this.page.conversation()).contains("It begins in a model", "Stopped.")
			.doesNotContain("And that is the story");
	}

	@Test
	void aReloadInMidAnswerGoesOn() {
		int calls = this.gateway.requests().size();
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.reload();
		this.page.awaitAnswer("And that is the story");
		this.page.awaitEnd();
		assertThat(this.page.conversation()).containsOnlyOnce(LONG_STORY).containsOnlyOnce("It begins in a model");
		assertThat(this.gateway.requests().size() - calls).isLessThanOrEqualTo(2);
		assertThat(this.page.violations()).isEmpty();
	}

	@Test
	void aSecondTabShowsTheSameAndItsStopStopsBoth() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.openSecondTab();
		this.page.awaitAnswer("It begins in a model");
		assertThat(this.page.conversation()).containsOnlyOnce(LONG_STORY);
		this.page.press("#stop");
		this.page.awaitEnd();
		String second = this.page.answer();
		assertThat(this.page.conversation()).contains("Stopped.");
		this.page.closeSecondTab();
		this.page.awaitEnd();
		assertThat(this.page.conversation()).contains("Stopped.");
		assertThat(this.page.answer()).isEqualTo(second).doesNotContain("And that is the story");
		ApixoAssertions.assertThat(this.gateway).lastRequest().isClosedByClientWithin(Duration.ofSeconds(20));
	}

	@Test
	void aClosedLidLosesNothing() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.network(false);
		ChatPage.await().until(() -> !this.page.errors().isEmpty()); // it has tried to
																		// come back
		this.page.network(true);
		this.page.awaitAnswer("And that is the story");
		this.page.awaitEnd();
		assertThat(this.page.conversation()).containsOnlyOnce("It begins in a model").doesNotContain("No answer.");
	}

	@Test
	void theEventSourceOfTheBrowserReadsTheSameRun() {
		this.page.ask("hello");
		this.page.awaitEnd();
		List<String> seen = List.of(this.page.eventSource().split(" "));
		assertThat(seen).startsWith("1", "2", "3").endsWith("completed").doesNotHaveDuplicates();
	}

	@Test
	void anAddressOfAForgottenRunIsAnEmptyPage() {
		this.page.run("window.history.replaceState(null, '', '?run=unknown')");
		this.page.reload();
		ChatPage.await().until(() -> !String.valueOf(this.page.run("return location.search")).contains("run"));
		assertThat(this.page.conversation()).isEmpty();
	}

	@Test
	void escapeStopsAndTheNextPromptContinuesTheConversation() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.pressEscape();
		this.page.awaitEnd();
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
		assertThat(this.page.figures()).doesNotContain(" 0 cached");
	}

	@Test
	void aNewConversationKnowsNothingOfTheOneThatWasStillBeingAnswered() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.press("#clear");
		this.page.awaitEnd();
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.all(".turn")).hasSize(2);
		assertThat(this.page.figures()).contains(" 0 cached");
	}

	@Test
	void anAnswerThatReachedTheTokenLimitSaysThatItIsCutOff() {
		this.page.answerWith("Once upon", "max_tokens");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.conversation()).contains("Once upon", "The answer is cut off.",
				"It has reached the maximum number of tokens.");
	}

	@Test
	void aRefusalSaysThatTheModelRefused() {
		this.page.answerWith("I would rather not", "refusal");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.conversation()).contains("The model refused to answer.")
			.doesNotContain("cut off", "No answer.");
	}

	@Test
	void anAnswerThatCameToItsEndNeedsNoNotice() {
		this.page.answerWith("The end", "end_turn");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.all(".notice")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[a](", "*a_", "word " })
	void aTextThatTakesTooLongToReadAsMarkdownIsShownAsItIs(String piece) {
		String text = "First.\n\n" + piece.repeat(5000).strip();
		this.page.answerWith(text, "end_turn");
		this.page.ask("hello");
		this.page.awaitEnd();
		this.page.awaitAnswer(piece.strip());
		assertThat(this.page.all(".text .plain")).singleElement().extracting(WebElement::getText).isEqualTo(text);
	}

	@Test
	void aLongTextOfShortBlocksIsReadAsMarkdownToTheEnd() {
		this.page.answerWith("A **bold** word.\n\n".repeat(300) + "```\n" + "a[_]".repeat(300) + "\n```", "end_turn");
		this.page.ask("hello");
		this.page.awaitEnd();
		ChatPage.await().until(() -> this.page.all(".text strong").size() == 300);
		assertThat(this.page.all(".text .code")).hasSize(1);
		assertThat(this.page.all(".text .plain")).isEmpty();
	}

	@Test
	void theModelTheSystemPromptAndTheConversationAreSent() {
		this.page.run("const fetch = window.fetch; window.fetch = (path, options) => {"
				+ " window.sent = options?.body ?? window.sent; return fetch(path, options); }");
		assertThat(this.page.all("#model option")).extracting((option) -> option.getAttribute("value"))
			.isEqualTo(ApixoModels.ALL);
		this.page.choose(ApixoModels.CLAUDE_HAIKU_4_5_20251001);
		this.page.instruct("You are concise.");
		this.page.ask("hello");
		this.page.awaitEnd();
		this.page.ask("And now?");
		this.page.awaitEnd();
		JsonNode sent = JsonMapper.shared().readTree(String.valueOf(this.page.run("return window.sent")));
		assertThat(sent.path("prompt").asString()).isEqualTo("And now?");
		assertThat(sent.path("model").asString()).isEqualTo(ApixoModels.CLAUDE_HAIKU_4_5_20251001);
		assertThat(sent.path("system").asString()).isEqualTo("You are concise.");
		assertThat(sent.at("/messages/0/content/0/text").asString()).isEqualTo("hello");
		assertThat(sent.at("/messages/1/content/0/text").asString()).startsWith("Hello, and welcome.");
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
		ChatPage.await()
			.until(() -> Boolean.TRUE.equals(this.page
				.run("return document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 2")));
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	@Test
	void theKeyboardReachesEverythingAndTheEndIsAnnounced() {
		assertThat(this.page.tabOrder(".skip", 4)).containsExactly("model", "Settings", "clear",
				"Explain RAG in 3 bullets.");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.status()).isEqualTo("The answer is complete.");
		assertThat(this.page.tabOrder("#clear", 4)).containsExactly("Copy", "prompt", "attach", "send");
	}

	@Test
	void aBusyGatewayShowsACountdownAndThenTheAnswer() {
		this.page.ask("/429");
		this.page.awaitConversation("responded with status 429");
		assertThat(this.page.conversation()).containsPattern("Attempt \\d in \\d\\.\\d s");
		this.page.screenshot("retry");
		this.page.awaitEnd();
		assertThat(this.page.answer()).contains("/429");
		assertThat(this.page.conversation()).doesNotContain("responded with status 429");
		assertThat(this.page.figures()).containsPattern("[34] attempts");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/529   | The gateway refused.       | apixo.retry.statuses
			/cut   | The answer was cut off.    | not the whole message
			/stall | The gateway fell silent.   | apixo.idle-timeout
			""")
	void aFaultEndsInANoticeThatSaysWhatToDo(String prompt, String title, String advice) {
		this.page.ask(prompt);
		this.page.awaitEnd();
		assertThat(this.page.conversation()).contains(title, advice);
		assertThat(this.page.status()).contains(title, advice);
		this.page.screenshot(prompt.substring(1));
	}

	@Test
	void afterAFailureTheSameCanBeAskedAgain() {
		this.page.ask("/cut");
		this.page.awaitEnd();
		this.page.press(".notice button");
		this.page.awaitEnd();
		assertThat(this.page.all(".user p")).extracting(WebElement::getText).containsExactly("/cut", "/cut");
		assertThat(this.page.all(".notice button")).hasSize(1);
	}

	@Test
	void aSlowAnswerGrowsPieceByPiece() {
		this.page.ask("/slow");
		this.page.awaitAnswer("You asked");
		String sooner = this.page.answer();
		ChatPage.await().until(() -> this.page.answer().length() > sooner.length());
		assertThat(this.page.answer()).startsWith(sooner);
		assertThat(this.page.isAnswering()).isTrue();
	}

	@Test
	void everyScriptArrivesUnharmed() {
		this.page.ask("/unicode");
		this.page.awaitEnd();
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
		this.page.ask("/echo " + answer + " end");
		this.page.awaitEnd();
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
		assertThat(this.page.foreignRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Allow", "Deny" })
	void aToolWithAnEffectWaitsForTheReaderAlsoAfterAReload(String decision) {
		this.page.ask("Set an alarm for half past seven in Lisbon.");
		ChatPage.await().until(() -> !this.page.all(".approval").isEmpty());
		this.page.awaitEnd();
		assertThat(this.page.all(".approval").get(0).getText()).contains("set_alarm", "07:30");
		this.page.open(this.port);
		ChatPage.await().until(() -> !this.page.all(".approval").isEmpty());
		this.page.press(".approval button:nth-of-type(" + (decision.equals("Allow") ? 1 : 2) + ")");
		ChatPage.await().until(() -> this.page.all(".approval").isEmpty());
		this.page.awaitEnd();
		assertThat(this.page.answer())
			.contains(decision.equals("Allow") ? "The alarm rings at 07:30" : "does not allow it");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
	}

	@Test
	void aToolCallShowsItsArgumentsWhileTheyGrowAndThenItsResult() {
		this.page.watch(".tool code", "textContent");
		this.page.ask("What time is it in Tokyo and Lisbon?");
		this.page.awaitEnd();
		assertThat(this.page.all(".tool")).hasSize(2);
		assertThat(this.page.all(".tool").get(1).getText()).contains("city_clock", "\"time_zone\": \"Asia/Tokyo\"",
				"Tokyo: ");
		assertThat(this.page.answer()).contains("The clocks say:", "Lisbon: ");
		assertThat(this.page.seen()).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.comparing(String::length));
		assertThat(this.page.seen().get(0)).doesNotContain("}");
	}

	@Test
	void thoughtsStayFoldedWhileTheyGrowUntilSomebodyOpensThem() {
		this.page.choose("claude-sonnet-4-6-thinking");
		this.page.watch(".thinking", "innerText");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.seen()).hasSizeGreaterThan(2)
			.allSatisfy((folded) -> assertThat(folded).containsPattern("^(Thinking|Thought)( · \\d+ words)?$"));
		assertThat(this.page.all(".thinking summary").get(0).getText()).containsPattern("Thought · \\d+ words");
		assertThat(this.page.all(".thinking p").get(0).isDisplayed()).isFalse();
		this.page.press(".thinking summary");
		assertThat(this.page.all(".thinking p").get(0).getText()).contains("honesty comes first");
	}

	@Test
	void anImageIsShownAndReachesTheGateway(@TempDir Path folder) throws IOException {
		this.page.attach(Files.write(folder.resolve("pixel.png"), PIXEL));
		this.page.ask("What is this?");
		this.page.awaitEnd();
		assertThat(this.page.all(".user img")).hasSize(1);
		assertThat(this.page.answer()).contains("image/png", PIXEL.length + " bytes");
	}

	@Test
	void anImageAndADocumentCanBeDroppedAndTakenBack() {
		this.page.drop("pixel.png", "image/png", PIXEL);
		this.page.drop("paper.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
		this.page.press("#files button[aria-label='Remove pixel.png']");
		this.page.ask("What is this?");
		this.page.awaitEnd();
		assertThat(this.page.all(".user .file")).extracting(WebElement::getText).containsExactly("paper.pdf");
		assertThat(this.page.answer()).contains("application/pdf", "8 bytes");
	}

	@Test
	void filesOfAnotherTypeOrTooLargeAreRefusedWithAReason(@TempDir Path folder) throws IOException {
		this.page.attach(Files.writeString(folder.resolve("notes.txt"), "Not an image"));
		ChatPage.await().until(() -> this.page.all(".refused").size() == 1);
		assertThat(this.page.all(".refused").get(0).getText()).contains("notes.txt is neither an image");
		this.page.attach(Files.write(folder.resolve("large.png"), new byte[5 * 1024 * 1024 + 1]));
		ChatPage.await().until(() -> this.page.all(".refused").get(0).getText().contains("large.png"));
		assertThat(this.page.all(".refused").get(0).getText()).isEqualTo("large.png is larger than 5 MB.");
	}

	@Test
	void shiftEnterBreaksTheLineAndEnterSends() {
		this.page.typeTwoLines("hello", "again");
		assertThat(this.page.all(".user")).isEmpty();
		this.page.ask("");
		this.page.awaitEnd();
		assertThat(this.page.all(".user p").get(0).getText()).isEqualTo("hello\nagain");
	}

	@Test
	void codeHasACopyButtonThatCopiesTheCode() {
		this.page.ask("Show me the code");
		this.page.awaitEnd();
		this.page.press(".code .quiet");
		ChatPage.await().until(() -> this.page.all(".code .quiet").get(0).getText().equals("Copied"));
		assertThat(this.page.clipboard()).startsWith("@RestController\nclass StoryController {");
	}

	@Test
	void figuresStandUnderTheAnswerAndTheGatewayBesideIt() {
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.figures()).containsPattern("\\d\\.\\d\\d s to first token")
			.containsPattern("\\d+ tokens/s")
			.containsPattern("\\d+ in · \\d+ out · \\d+ cached");
		ChatPage.await().until(() -> this.page.panel().contains("UP"));
		assertThat(this.page.panel()).contains("127.0.0.1", "closed");
	}

	@Test
	void theFiguresAreThoseThatTheStarterObservedOfEachCall() {
		this.page.listen();
		this.page.ask("What time is it in Tokyo and Lisbon?");
		this.page.awaitEnd();
		List<JsonNode> calls = this.page.received("Figures");
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
	void theCurveFollowsTheTimesOfTheApplicationHoweverLateThePageHearsOfThem() {
		this.page.answerWith(
				"""
						data:{"at": 1000, "event": {"type": "message_start", "message": {"role": "assistant", "content": []}}}

						data:{"at": 1000, "event": {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}}

						data:{"at": 1190, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "12345678"}}}

						data:{"at": 1200, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "1234"}}}

						data:{"at": 1610, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "12345678"}}}

						data:{"at": 2000, "event": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "1234"}}}

						data:{"at": 2000, "event": {"type": "message_stop"}}

						""");
		this.page.ask("hello");
		this.page.awaitEnd();
		assertThat(this.page.curve()).isEqualTo("0,1 20,9 40,17 60,1 80,17");
		assertThat(this.page.figures()).contains("1.00 s to first token", "≈ 6 tokens/s");
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280, 860", "dark, 1280, 860", "light, 390, 844", "dark, 390, 844" })
	void axeFindsNothingWorthMentioning(String colours, int width, int height) {
		this.page.size(width, height).colours(colours).open(this.port);
		this.page.screenshot("welcome-" + colours + "-" + width);
		assertThat(this.page.violations()).isEmpty();
		this.page.ask("Write a short release note.");
		this.page.awaitEnd();
		this.page.ask("/529");
		this.page.awaitEnd();
		this.page.ask("What time is it in Tokyo?");
		this.page.awaitEnd();
		this.page.screenshot("conversation-" + colours + "-" + width);
		assertThat(this.page.violations()).isEmpty();
		assertThat(this.page.run("return document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0L);
		assertThat(this.page.foreignRequests()).isEmpty();
		assertThat(this.page.errors()).isEmpty();
	}

}
