package com.example.apixo.browser;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a frame costs while an answer of 200,000 characters grows, in characters that are
 * read as Markdown and characters that are drawn: no more at the end than at the
 * beginning.
 */
class LongAnswerPageTests extends PageTests {

	private static final int LENGTH = 200_000;

	/**
	 * A paragraph is read as Markdown up to 20,000 characters.
	 */
	private static final int MOST = 50_000;

	static List<Arguments> growing() {
		return List.of(
				Arguments.of("p", "",
						"Paragraph {n} has **bold** words and `code` in it, and goes on for a while.\n\n"),
				Arguments.of("li", "", "- Item {n} of a list with a **bold** word and a few more that follow it.\n"),
				Arguments.of("li", "", "{n}. Item of a list with numbers, each with a few words that follow it.\n"),
				Arguments.of("tr", "| Name | Value | Remark |\n|---|---|---|\n",
						"| Row {n} | has two cells | and **bold** |\n"),
				Arguments.of("code", "```java\n", "    String line{n} = \"some code as it is\"; // and a comment\n"),
				Arguments.of(".plain div", "", "plain {n} "));
	}

	@ParameterizedTest
	@MethodSource("growing")
	void aFrameDrawsOnlyWhatHasChanged(String drawn, String before, String line) {
		String piece = line.repeat(2000 / line.length());
		int times = LENGTH / piece.length() + 1;
		measureFrames();
		this.application.aPieceForEachFrame(before, piece, times);
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> length() > LENGTH / 2);
		List<?> frames = frames();
		assertThat(drawn(".text " + drawn)).isGreaterThan(20);
		assertThat(frames).hasSizeGreaterThan(times / 4);
		assertThat(frames.stream().mapToLong((frame) -> read(frame)).max().orElseThrow()).isLessThan(MOST);
		assertThat(frames.stream().mapToLong((frame) -> drawn(frame)).max().orElseThrow()).isLessThan(MOST);
		List<?> late = frames.subList(frames.size() * 9 / 10, frames.size());
		List<?> early = frames.subList(frames.size() / 10, frames.size() / 5 + 1);
		assertThat(average(late)).isLessThan(2 * average(early) + 4000);
	}

	@Test
	void anAnswerOf200000CharactersThatComesAllAtOnceIsDrawnInPieces() {
		measureFrames();
		this.application.text("A **bold** word and a few others.\n\n".repeat(LENGTH / 35), "end_turn");
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> drawn(".text p") == LENGTH / 35);
		assertThat(frames()).hasSizeGreaterThan(10);
		assertThat(frames().stream().mapToLong((frame) -> read(frame)).max().orElseThrow()).isLessThan(MOST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[a](", "*a_", "word " })
	void aTextThatTakesTooLongToReadAsMarkdownIsShownAsItIs(String piece) {
		String text = piece.repeat(5000).strip();
		this.application.text("First.\n\n" + text + "\n\nAnd a **bold** word.", "end_turn");
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> !this.page.all(".text strong").isEmpty());
		assertThat(this.page.all(".text .plain")).singleElement()
			.extracting((plain) -> plain.getAttribute("textContent"))
			.isEqualTo(text);
	}

	@Test
	void aLongTextOfShortBlocksIsReadAsMarkdownToTheEnd() {
		this.application.text("A **bold** word.\n\n".repeat(300) + "```\n" + "a[_]".repeat(300) + "\n```", "end_turn");
		this.page.askAndAwaitEnd("hello");
		Browser.await().until(() -> !this.page.all(".text .code").isEmpty());
		assertThat(drawn(".text strong")).isEqualTo(300);
		assertThat(this.page.all(".text .plain")).isEmpty();
	}

	@Test
	void whatGrowsLooksAsIfItHadComeAtOnce() {
		String text = """
				# A title

				Some text with a
				soft break.

				""" + "- one **item** of many\n  with a second line\n".repeat(30) + "\n" + "| a | b |\n|---|---|\n"
				+ "| 1 | 2 |\n".repeat(30)
				+ "\n```java\nint a = 1;\n\n``\n```\n\n> a quote\n\n1. one\n2. two\n\nThe end.\n";
		this.application.text(text, "end_turn");
		this.page.askAndAwaitEnd("at once");
		Browser.await().until(() -> this.page.answer().contains("The end."));
		String atOnce = this.page.answer();
		assertThat(this.page.all(".text ul, .text ol, .text table, .text .code")).hasSize(4);
		this.page.open(this.port);
		this.application.growing(text, 7);
		this.page.askAndAwaitEnd("growing");
		Browser.await().until(() -> this.page.answer().contains("The end."));
		assertThat(this.page.answer()).isEqualTo(atOnce);
		assertThat(this.page.all(".text ul, .text ol, .text table, .text .code")).hasSize(4);
		this.page.screenshot("growing");
	}

	private void measureFrames() {
		this.page
			.run("""
					return import("/webjars/marked/lib/marked.esm.js").then(({ marked }) => {
						const lexer = marked.lexer;
						let read = 0;
						window.frames_ = [];
						marked.lexer = (source, ...options) => {
							read += source.length;
							return lexer(source, ...options);
						};
						new MutationObserver((changes) => {
							const inText = changes.filter(({ target }) => target.parentNode?.closest?.(".text"));
							const added = inText.flatMap(({ addedNodes }) => [...addedNodes]);
							const changed = new Set(inText.filter(({ type }) => type === "characterData").map(({ target }) => target));
							const drawn = [...added, ...changed].reduce((total, { textContent }) => total + textContent.length, 0);
							if (read + drawn > 0) {
								frames_.push({ read, drawn });
								read = 0;
							}
						}).observe(document.getElementById("conversation"), { childList: true, subtree: true, characterData: true });
					});
					""");
	}

	private long drawn(String selector) {
		return (Long) Objects
			.requireNonNull(this.page.run("return document.querySelectorAll(arguments[0]).length", selector));
	}

	private long length() {
		return (Long) Objects
			.requireNonNull(this.page.run("return document.querySelector('.assistant .text').textContent.length"));
	}

	private List<?> frames() {
		return (List<?>) Objects.requireNonNull(this.page.run("return window.frames_"));
	}

	private static long read(Object frame) {
		return (Long) Objects.requireNonNull(((Map<?, ?>) frame).get("read"));
	}

	private static long drawn(Object frame) {
		return (Long) Objects.requireNonNull(((Map<?, ?>) frame).get("drawn"));
	}

	private static double average(List<?> frames) {
		return frames.stream().mapToLong((frame) -> read(frame) + drawn(frame)).average().orElseThrow();
	}

}
