import { Figures } from "./figures.js";
import { Journal } from "./journal.js";
import { Markdown } from "./markdown.js";
import { PROBLEMS, stopWords } from "./words.js";
import { announce, button, copyButton, count, element, follow } from "./page.js";

/** An answer, from the events of the Messages API as they come. */
export class Answer {
  node = element("article", { className: "turn assistant growing" });
  messages = [];
  complete = false;
  failed = false;
  conversation = null; // after a decision, as the application has it
  stop = null;
  journal = new Journal();
  #views = new Map();
  #tools = new Map();
  #wait = null;
  #figures;
  #actions;

  /** @param actions what the person may do: again(), or null, and decide(waiting, decision) */
  constructor(actions) {
    this.#actions = actions;
    this.node.ariaLabel = "Answer";
    this.#newFigures();
  }

  #newFigures() {
    const again = this.#actions.again;
    this.#figures = new Figures(() => this.text(), ...(again ? [button("Regenerate", again, "quiet again")] : []));
  }

  text() {
    return this.messages.filter((message) => message.role === "assistant").flatMap((message) => message.content)
      .filter((block) => block.type === "text").map((block) => block.text).join("\n\n");
  }

  /** Begins anew: what follows is the answer so far. */
  reset() {
    this.#endWait();
    this.node.replaceChildren();
    this.messages = [];
    this.complete = false;
    this.failed = false;
    this.stop = null;
    this.journal = new Journal();
    this.#views.clear();
    this.#tools.clear();
    this.#newFigures();
  }

  receive(event, millis) {
    this.journal.add(event, millis);
    this.#handlers[event.type]?.(structuredClone(event), millis);
    follow();
  }

  #handlers = {
    message_start: ({ message }, millis) => {
      this.#endWait();
      this.#figures.start(millis);
      this.messages.push({ role: message.role, content: message.content });
    },
    content_block_start: ({ index, content_block: block }) => {
      this.messages.at(-1).content[index] = block;
      this.#open(index, block);
    },
    content_block_delta: ({ index, delta }, millis) => {
      this.#grow(index, this.messages.at(-1).content[index], delta);
      this.#figures.grow(delta.text ?? delta.thinking ?? delta.partial_json ?? "", millis);
    },
    content_block_stop: ({ index }) => this.#close(index, this.messages.at(-1).content[index]),
    message_delta: ({ delta }) => this.stop = delta.stop_reason ?? this.stop,
    message_stop: () => {
      const words = stopWords(this.stop);
      this.complete = this.#tools.size === 0 || words !== null;
      if (words) {
        const [title, explanation] = words;
        this.#show(element("div", { className: "notice stop" }, element("strong", { textContent: title }),
          element("p", { textContent: explanation })));
      }
    },
    tool_result: (result) => {
      const last = this.messages.at(-1);
      if (!last) { // of a call that waited for a decision
        this.#show(element("div", { className: "tool" }, element("output", { textContent: result.content })));
      } else if (last.role === "assistant") {
        this.messages.push({ role: "user", content: [result] });
      } else {
        last.content.push(result);
      }
      this.#tools.get(result.tool_use_id)?.append(element("output", { textContent: result.content }));
      this.#tools.delete(result.tool_use_id);
    },
    Retry: ({ attempt, waitMillis }) => this.#countDown(attempt + 1, waitMillis),
    Approval: ({ id, calls }) => this.#askForApproval(id, calls),
    Conversation: ({ messages }) => this.conversation = messages,
    AnsweredBy: ({ model }) => this.#figures.answeredBy(model),
    Figures: (figures) => this.#figures.observed(figures),
    Problem: ({ reason, again, retryAfterSeconds, details }) =>
      this.fail(PROBLEMS[reason] ?? PROBLEMS.UNAVAILABLE, { again, retryAfterSeconds, details })
  };

  #show(node) {
    this.node.insertBefore(node, this.#figures.node.isConnected ? this.#figures.node : null);
  }

  #open(index, block) {
    if (block.type === "text") {
      const markdown = new Markdown();
      this.#views.set(index, markdown);
      this.#show(markdown.node);
      this.node.append(this.#figures.node);
      markdown.append(block.text);
    } else if (block.type === "thinking") {
      const summary = element("summary", { textContent: "Thinking" });
      const thoughts = document.createTextNode(block.thinking);
      this.#views.set(index, { summary, thoughts, words: 0 });
      this.#show(element("details", { className: "thinking" }, summary, element("p", {}, thoughts)));
    } else if (block.type === "tool_use") {
      const json = element("code");
      const card = element("div", { className: "tool" });
      const copied = () => [`${block.name} ${json.textContent}`,
        ...[...card.querySelectorAll("output")].map((output) => output.textContent)].join("\n");
      card.append(copyButton(copied, `Copy the call of ${block.name}`), element("strong", { textContent: block.name }), " ", json);
      this.#views.set(index, { json });
      this.#tools.set(block.id, card);
      this.#show(card);
    }
  }

  #grow(index, block, delta) {
    const view = this.#views.get(index);
    if (delta.type === "text_delta") {
      block.text += delta.text;
      view.append(delta.text);
    } else if (delta.type === "thinking_delta") {
      const within = /\S$/.test(block.thinking) && /^\S/.test(delta.thinking);
      block.thinking += delta.thinking;
      view.thoughts.appendData(delta.thinking);
      view.words += (delta.thinking.match(/\S+/g)?.length ?? 0) - (within ? 1 : 0);
      view.summary.textContent = `Thinking · ${count(view.words)} words`;
    } else if (delta.type === "signature_delta") {
      block.signature = delta.signature;
    } else if (delta.type === "citations_delta") {
      block.citations = [...block.citations ?? [], delta.citation];
    } else if (delta.type === "input_json_delta" && view.json) {
      view.json.append(delta.partial_json);
    }
  }

  #close(index, block) {
    const view = this.#views.get(index);
    if (view instanceof Markdown) {
      view.end();
    } else if (view?.json?.textContent.trim()) {
      try {
        block.input = JSON.parse(view.json.textContent);
      } catch {
        view.json.append(" …"); // cut off, and so never called
      }
    } else if (view?.summary) {
      view.summary.textContent = view.summary.textContent.replace("Thinking", "Thought");
    }
    this.#views.delete(index);
  }

  #askForApproval(id, calls) {
    const wanted = calls.map(({ name, input }) => element("code", { textContent: `${name} ${JSON.stringify(input)}` }));
    const notice = element("div", { className: "notice approval" },
      element("strong", { textContent: "The model wants to use a tool." }), ...wanted,
      element("div", { className: "choices" },
        button("Allow", () => this.#actions.decide(id, "allow"), "choice"),
        button("Deny", () => this.#actions.decide(id, "deny"), "choice")));
    notice.dataset.waiting = id;
    this.#show(notice);
    announce("The model wants to use a tool. Allow or deny it.");
  }

  #countDown(attempt, wait) {
    this.#endWait();
    const until = performance.now() + wait;
    const title = element("strong");
    const bar = element("progress", { max: wait, ariaLabel: "Time until the next attempt" });
    const notice = element("div", { className: "notice wait" }, title,
      element("p", { textContent: "The service is busy. The application will try again automatically." }), bar);
    const tick = () => {
      bar.value = Math.max(until - performance.now(), 0);
      title.textContent = `Attempt ${attempt} in ${(bar.value / 1000).toFixed(1)} s`;
    };
    tick();
    this.#wait = { notice, timer: setInterval(tick, 100) };
    this.#show(notice);
    announce(`The service is busy. Attempt ${attempt} in ${Math.ceil(wait / 1000)} seconds.`);
  }

  #endWait() {
    clearInterval(this.#wait?.timer);
    this.#wait?.notice.remove();
    this.#wait = null;
  }

  /** Says why there is no more of it, what the reader can do, and what an operator should know. */
  fail([title, explanation], { again = true, retryAfterSeconds = null, details = null } = {}) {
    this.#endWait();
    this.failed = true;
    this.#figures.node.querySelector(".again")?.remove();
    const notice = element("div", { className: "notice problem" }, element("strong", { textContent: title }),
      element("p", { textContent: retryAfterSeconds ? `${explanation} Try again in ${retryAfterSeconds} s.` : explanation }));
    if (details) {
      notice.append(element("details", {}, element("summary", { textContent: "Details for the operator" }),
        element("p", { textContent: details })));
    }
    if (again && this.#actions.again) {
      notice.append(button("Ask again", this.#actions.again, "choice again"));
    }
    this.#show(notice);
    announce(`${title} ${explanation}`);
  }

  /** Ends the answer and gives what of it can be sent back with the next prompt. */
  end() {
    this.#endWait();
    this.#views.forEach((view) => view instanceof Markdown && view.end());
    this.node.classList.remove("growing");
    const last = this.messages.at(-1);
    if ((!this.complete || this.#tools.size > 0) && last?.role === "assistant") {
      last.content = last.content.filter((block) => block.type === "text" && block.text);
    }
    return this.text() ? this.messages.filter((message) => message.content.length > 0) : [];
  }
}
