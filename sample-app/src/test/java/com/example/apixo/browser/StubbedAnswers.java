package com.example.apixo.browser;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page receives in place of, or from, the application.
 */
final class StubbedAnswers {

	private static final String END = "event:end\ndata:{\"state\":\"completed\"}\n\n";

	private final Browser browser;

	StubbedAnswers(Browser browser) {
		this.browser = browser;
	}

	/**
	 * An answer of one text block with a stop reason.
	 */
	void text(String text, String stopReason) {
		String escaped = JsonMapper.shared().writeValueAsString(text);
		events("{\"type\": \"message_start\", \"message\": {\"role\": \"assistant\", \"content\": []}}",
				"{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": "
						+ escaped + "}}",
				"{\"type\": \"content_block_stop\", \"index\": 0}",
				"{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"" + stopReason + "\"}}",
				"{\"type\": \"message_stop\"}");
	}

	/**
	 * Events of an answer, all at once.
	 */
	void events(String... events) {
		body(Stream.of(events)
			.map((event) -> "data:{\"at\": 1, \"event\": " + event + "}\n\n")
			.collect(Collectors.joining()));
	}

	/**
	 * The body of an answer but for its end.
	 */
	void body(String body) {
		this.browser.run(
				"""
						const events = arguments[0];
						const fetch = window.fetch;
						window.fetch = async (path, options) => (path === "/api/chat") ? new Response(events) : fetch(path, options);
						""",
				body + END);
	}

	/**
	 * An answer that comes in pieces, one for each frame that the browser draws.
	 */
	void aPieceForEachFrame(String before, String piece, int times) {
		pieces("""
				const [before, piece, times] = arguments;
				let line = 0;
				const pieces = [before, ...Array.from({ length: times }, () => piece.replaceAll("{n}", () => ++line))];
				""", before, piece, times);
	}

	/**
	 * An answer that grows by so many characters with each frame.
	 */
	void growing(String text, int characters) {
		pieces("""
				const [text, characters] = arguments;
				const pieces = Array.from({ length: Math.ceil(text.length / characters) },
					(_, place) => text.slice(place * characters, (place + 1) * characters));
				""", text, characters);
	}

	private void pieces(String script, Object... arguments) {
		this.browser.run(
				script + """
						const encoder = new TextEncoder();
						const frame = (event) => encoder.encode(`data:${JSON.stringify({ at: performance.now(), event })}\\n\\n`);
						const body = () => new ReadableStream({
							async start(stream) {
								stream.enqueue(frame({ type: "message_start", message: { role: "assistant", content: [] } }));
								stream.enqueue(frame({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }));
								for (const text of pieces) {
									await new Promise(requestAnimationFrame);
									stream.enqueue(frame({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }));
								}
								stream.enqueue(frame({ type: "content_block_stop", index: 0 }));
								stream.enqueue(frame({ type: "message_stop" }));
								stream.enqueue(encoder.encode('event:end\\ndata:{"state":"completed"}\\n\\n'));
								stream.close();
							}
						});
						const fetch = window.fetch;
						window.fetch = async (path, options) => (path === "/api/chat") ? new Response(body()) : fetch(path, options);
						""",
				arguments);
	}

	/**
	 * The JSON of a path that the page asks for.
	 */
	void json(String path, String json) {
		this.browser.run("""
				const [stubbed, json] = arguments;
				const fetch = window.fetch;
				window.fetch = async (path, options) => (path === stubbed) ? new Response(json) : fetch(path, options);
				""", path, json);
	}

	/**
	 * The application refuses what the page asks.
	 */
	void refusal(int status, String detail) {
		this.browser.run("""
				const [status, detail] = arguments;
				const fetch = window.fetch;
				window.fetch = async (path, options) => (path === "/api/chat")
					? new Response(JSON.stringify({ detail }), { status }) : fetch(path, options);
				""", status, detail);
	}

	/**
	 * Writes down from now on what goes to the application and comes from it.
	 */
	void listen() {
		this.browser.run("""
				const fetch = window.fetch;
				window.received = "";
				window.fetch = async (path, options) => {
					window.sent = options?.body ?? window.sent;
					const response = await fetch(path, options);
					if (path !== "/api/chat") { return response; }
					const [page, copy] = response.body.tee();
					new Response(copy).text().then((text) => window.received += text);
					return new Response(page, response);
				};
				""");
	}

	/**
	 * The events of one type that the application sent since {@link #listen()}.
	 */
	List<JsonNode> received(String type) {
		Browser.await().until(() -> this.browser.text("return window.received").contains("event:end"));
		return this.browser.text("return window.received")
			.lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> JsonMapper.shared().readTree(line.substring(5)).path("event"))
			.filter((event) -> event.path("type").asString().equals(type))
			.toList();
	}

	/**
	 * What the page sent last since {@link #listen()}.
	 */
	JsonNode sent() {
		return JsonMapper.shared().readTree(this.browser.text("return window.sent"));
	}

	/**
	 * Reads the newest run with the browser's own event source.
	 * @return the ids of its events, and how it ended
	 */
	String eventSource() {
		return this.browser
			.text("""
					return new Promise((resolve) => {
						const ids = [];
						const source = new EventSource(`/api/chat/${[...document.querySelectorAll("[data-run]")].at(-1).dataset.run}`);
						source.onmessage = (message) => ids.push(message.lastEventId);
						source.addEventListener("end", (message) => {
							source.close();
							resolve(`${ids.join(" ")} ${JSON.parse(message.data).state}`);
						});
					});
					""");
	}

}
