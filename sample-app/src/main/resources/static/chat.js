import DOMPurify from "/webjars/dompurify/dist/purify.es.mjs";
import { marked } from "/webjars/marked/lib/marked.esm.js";

const $ = (id) => document.getElementById(id);
const prompt = $("prompt");
const FILE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];
const MAX_FILE_SIZE = 5 * 1024 * 1024;

const PROBLEMS = {
  ApixoApiException: "The gateway refused.",
  ApixoIncompleteStreamException: "The answer was cut off.",
  ApixoTimeoutException: "The gateway fell silent.",
  ApixoConnectionException: "The gateway cannot be reached.",
  CallNotPermittedException: "The circuit breaker is open.",
  ToolRunner: "The model does not come to an end."
};

/** How a run ended that neither completed nor was stopped. */
const ENDS = {
  failed: ["The answer failed.", "The application could not go on with it."],
  abandoned: ["The answer was given up.", "Nobody was looking at it any more."],
  lost: ["The answer was lost.", "The application that wrote it has gone away."]
};

/** What it means for the reader that the model stopped there; the other reasons need no word. */
const STOPS = {
  max_tokens: ["The answer is cut off.", "It has reached the maximum number of tokens."],
  model_context_window_exceeded: ["The answer is cut off.", "The conversation has filled the model's context window."],
  refusal: ["The model refused to answer.", "Ask for something else, or put it another way."]
};

let history = []; // the messages of the conversation, in the form of the Messages API
let files = []; // attached and not sent yet
let call = null; // the open answer: its run, and how to stop reading it
let pinned = true; // whether the page follows the answer down
let scrolled = 0; // how far down it was when it last moved

/* Small things */

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function announce(text) {
  $("status").textContent = text;
}

/** Follows the answer down in the next frame, when it is known whether the reader has scrolled back. */
function follow() {
  requestAnimationFrame(() => pinned && window.scrollTo(0, document.documentElement.scrollHeight));
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => button.textContent = "Copy", 1500);
}

/* Markdown: every piece of HTML goes through the sanitizer, code never becomes HTML at all */

const SAFE = {
  ALLOWED_TAGS: ["a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li",
    "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"],
  ALLOWED_ATTR: ["href", "start", "title"],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true
};

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    node.target = "_blank";
    node.rel = "noopener noreferrer nofollow";
  }
});

function codeBlock(token) {
  const button = element("button", { type: "button", className: "quiet", textContent: "Copy" });
  button.addEventListener("click", () => copy(button, token.text));
  return element("figure", { className: "code" },
    element("figcaption", {}, element("span", { textContent: token.lang || "text" }), button),
    element("pre", { tabIndex: 0 }, element("code", { textContent: token.text })));
}

function markdownBlock(token) {
  if (token.type === "code") {
    return codeBlock(token);
  }
  if (token.type === "plain") {
    return element("div", { className: "plain", textContent: token.raw });
  }
  const block = element("div", {}, DOMPurify.sanitize(marked.parser([token]), SAFE));
  for (const table of block.querySelectorAll("table")) {
    const scroller = element("div", { className: "table", tabIndex: 0 });
    table.replaceWith(scroller);
    scroller.append(table);
  }
  return block;
}

const MAX_PARAGRAPH = 20_000; // characters; what is longer, or has more of these marks, takes too long to read
const MAX_MARKS = 200;
const FENCED_CODE = /^ {0,3}```.*\n[^]*?(?:^ {0,3}```|$(?![^]))/gm;

function isTooHeavy(source) {
  return source.replaceAll(FENCED_CODE, "\n\n").split("\n\n").some((paragraph) =>
    paragraph.length > MAX_PARAGRAPH || (paragraph.match(/[[*_]/g)?.length ?? 0) > MAX_MARKS);
}

/** Draws Markdown that grows: what is before the last two blocks is not read again, a block of the same source not drawn. */
class Markdown {
  source = "";
  node = element("div", { className: "text" });
  #settled = 0; // how much of the source
  #settledBlocks = 0;
  #drawn = [];
  #pending = false;

  append(text) {
    this.source += text.replaceAll("\r\n", "\n");
    if (!this.#pending) {
      this.#pending = true;
      requestAnimationFrame(() => this.#draw());
    }
  }

  #draw() {
    this.#pending = false;
    const rest = this.source.slice(this.#settled);
    const all = isTooHeavy(rest) ? [{ type: "plain", raw: rest }] : marked.lexer(rest);
    const tokens = all.filter((token) => token.type !== "space");
    tokens.forEach((token, place) => {
      const index = this.#settledBlocks + place;
      if (this.#drawn[index] !== token.raw) {
        const block = markdownBlock(token);
        this.node.children[index]?.replaceWith(block) ?? this.node.append(block);
        this.#drawn[index] = token.raw;
      }
    });
    while (this.node.children.length > this.#settledBlocks + tokens.length) {
      this.node.lastChild.remove();
      this.#drawn.pop();
    }
    if (tokens.length > 2) {
      const before = all.slice(0, all.indexOf(tokens.at(-2)));
      this.#settled += before.reduce((length, token) => length + token.raw.length, 0);
      this.#settledBlocks += tokens.length - 2;
    }
    follow();
  }
}

/*
 * The figures under an answer. Every time in them is the application's: the one at which it sent an event, and what the
 * starter measured of the call.
 */

const STEP = 200; // milliseconds of an answer for a point of its curve
const ESTIMATE = 1 / 4; // tokens of a character, until the gateway has counted

class Figures {
  node = element("div", { className: "figures" });
  #first = element("span");
  #speed = element("span");
  #tokens = element("span");
  #attempts = element("span");
  #curve = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  #line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  #started = null;
  #characters = [];
  #calls = [];

  constructor(markdown) {
    const button = element("button", { type: "button", className: "quiet", textContent: "Copy" });
    button.addEventListener("click", () => copy(button, markdown()));
    this.#curve.setAttribute("viewBox", "0 0 80 18");
    this.#curve.setAttribute("hidden", "");
    this.#curve.setAttribute("role", "img");
    this.#curve.setAttribute("aria-label", "Tokens per second over time");
    this.#curve.append(this.#line);
    this.node.append(this.#first, this.#speed, this.#curve, this.#tokens, this.#attempts, button);
  }

  /** The answer begins, so many milliseconds after it was asked for. */
  start(millis) {
    if (this.#started === null) {
      this.#started = millis;
      this.#showFirst(millis);
    }
  }

  /** A piece more of the answer, sent so many milliseconds after it was asked for. */
  grow(text, millis) {
    const slot = Math.floor((millis - this.#started) / STEP);
    this.#characters[slot] = (this.#characters[slot] ?? 0) + text.length;
    this.#draw(slot);
    const characters = this.#characters.reduce((total, count) => total + count, 0);
    this.#showSpeed("≈ ", characters * ESTIMATE, Math.max(millis - this.#started, STEP));
  }

  /** What the starter observed of a call; with tools there are several. */
  observed(call) {
    this.#calls.push(call);
    const sum = (figure) => this.#calls.reduce((total, each) => total + (figure(each) ?? 0), 0);
    const output = sum(({ usage }) => usage.output_tokens);
    const attempts = 1 + sum(({ attempts }) => attempts - 1);
    this.#showFirst(this.#calls[0].firstChunkMillis);
    this.#showSpeed("", output, sum(({ durationMillis, firstChunkMillis }) => durationMillis - firstChunkMillis));
    this.#tokens.textContent = `${sum(({ usage }) => usage.input_tokens)} in · ${output} out · ${
      sum(({ usage }) => usage.cache_read_input_tokens)} cached`;
    this.#attempts.textContent = (attempts > 1) ? `${attempts} attempts` : "1 attempt";
  }

  #showFirst(millis) {
    this.#first.textContent = `${(millis / 1000).toFixed(2)} s to first token`;
  }

  #showSpeed(sign, tokens, millis) {
    this.#speed.textContent = `${sign}${Math.round(tokens * 1000 / Math.max(millis, 1))} tokens/s`;
  }

  /** Draws the steps that are over. */
  #draw(end) {
    const counts = Array.from({ length: end }, (_, slot) => this.#characters[slot] ?? 0).slice(-80);
    const top = Math.max(...counts, 1);
    const step = 80 / Math.max(counts.length - 1, 1);
    this.#curve.toggleAttribute("hidden", counts.length < 2);
    this.#line.setAttribute("points", counts.map((count, index) => `${index * step},${17 - 16 * count / top}`).join(" "));
  }
}

/* An answer, from the events of the Messages API as they come */

class Answer {
  node = element("article", { className: "turn assistant growing" });
  messages = [];
  complete = false;
  conversation = null; // after a decision, as the application has it
  stop = null;
  #views = new Map();
  #tools = new Map();
  #wait = null;
  #figures = new Figures(() => this.text());
  #ask;

  /** @param ask asks the same once more, for when it fails */
  constructor(ask) {
    this.#ask = ask;
    this.prompt = null;
    this.node.setAttribute("aria-label", "Answer");
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
    this.stop = null;
    this.#views.clear();
    this.#tools.clear();
    this.#figures = new Figures(() => this.text());
  }

  receive(event, millis) {
    this.#handlers[event.type]?.(event, millis);
    follow();
  }

  #handlers = {
    Asked: ({ prompt }) => {
      if (this.prompt === null) { // a page that came back to the answer
        this.prompt = prompt;
        this.node.before(question(prompt, []));
      }
    },
    message_start: ({ message }, millis) => {
      this.#endWait();
      this.#figures.start(millis);
      this.messages.push({ role: message.role, content: structuredClone(message.content) });
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
      this.complete = this.#tools.size === 0 || this.stop in STOPS;
      if (this.stop in STOPS) {
        const [title, explanation] = STOPS[this.stop];
        this.#show(element("div", { className: "notice stop" }, element("strong", { textContent: title }), explanation));
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
    Retry: ({ attempt, waitMillis, reason }) => this.#countDown(attempt + 1, waitMillis, reason),
    Approval: ({ id, calls }) => this.#askForApproval(id, calls),
    Conversation: ({ messages }) => this.conversation = messages,
    Figures: (figures) => this.#figures.observed(figures),
    Problem: ({ kind, advice }) => this.fail(PROBLEMS[kind] ?? "The call failed.", advice)
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
      const thoughts = element("p", { textContent: block.thinking });
      this.#views.set(index, { summary, thoughts });
      this.#show(element("details", { className: "thinking" }, summary, thoughts));
    } else if (block.type === "tool_use") {
      const json = element("code");
      const card = element("div", { className: "tool" }, element("strong", { textContent: block.name }), " ", json);
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
      block.thinking += delta.thinking;
      view.thoughts.textContent = block.thinking;
      view.summary.textContent = `Thinking · ${block.thinking.trim().split(/\s+/).length} words`;
    } else if (delta.type === "signature_delta") {
      block.signature = delta.signature;
    } else if (delta.type === "citations_delta") {
      block.citations = [...block.citations ?? [], delta.citation];
    } else if (delta.type === "input_json_delta" && view.json) {
      view.json.textContent += delta.partial_json;
    }
  }

  #close(index, block) {
    const view = this.#views.get(index);
    if (view?.json?.textContent.trim()) {
      try {
        block.input = JSON.parse(view.json.textContent);
      } catch {
        view.json.textContent += " …"; // cut off, and so never called
      }
    } else if (view?.summary) {
      view.summary.textContent = view.summary.textContent.replace("Thinking", "Thought");
    }
    this.#views.delete(index);
  }

  #askForApproval(id, calls) {
    if (document.querySelector(`[data-waiting="${id}"]`)) {
      return; // a page that came back shows it already
    }
    const buttons = [["Allow", "allow"], ["Deny", "deny"]].map(([label, decision]) => {
      const button = element("button", { type: "button", className: "quiet", textContent: label });
      button.addEventListener("click", () => {
        if (!call) {
          notice.remove();
          decide(id, decision);
        }
      });
      return button;
    });
    const wanted = calls.map(({ name, input }) => element("code", { textContent: `${name} ${JSON.stringify(input)}` }));
    const notice = element("div", { className: "notice approval" },
      element("strong", { textContent: "The model wants to use a tool." }), ...wanted, ...buttons);
    notice.dataset.waiting = id;
    this.#show(notice);
    announce("The model wants to use a tool. Allow or deny it.");
  }

  #countDown(attempt, wait, reason) {
    this.#endWait();
    const until = performance.now() + wait;
    const title = element("strong");
    const bar = element("progress", { max: wait });
    bar.setAttribute("aria-label", "Time until the next attempt");
    const notice = element("div", { className: "notice wait" }, title, reason, bar);
    const tick = () => {
      bar.value = Math.max(until - performance.now(), 0);
      title.textContent = `Attempt ${attempt} in ${(bar.value / 1000).toFixed(1)} s`;
    };
    tick();
    this.#wait = { notice, timer: setInterval(tick, 100) };
    this.#show(notice);
    announce(`${reason} Attempt ${attempt} in ${Math.ceil(wait / 1000)} seconds.`);
  }

  #endWait() {
    clearInterval(this.#wait?.timer);
    this.#wait?.notice.remove();
    this.#wait = null;
  }

  fail(title, advice) {
    this.#endWait();
    const again = element("button", { type: "button", className: "quiet", textContent: "Ask again" });
    again.addEventListener("click", () => {
      if (!call) {
        again.remove();
        this.#ask();
      }
    });
    this.#show(element("div", { className: "notice" }, element("strong", { textContent: title }), advice, again));
    announce(`${title} ${advice}`);
  }

  /** Ends the answer and gives what of it can be sent back with the next prompt. */
  end() {
    this.#endWait();
    this.node.classList.remove("growing");
    const last = this.messages.at(-1);
    if ((!this.complete || this.#tools.size > 0) && last?.role === "assistant") {
      last.content = last.content.filter((block) => block.type === "text" && block.text);
    }
    return this.text() ? this.messages.filter((message) => message.content.length > 0) : [];
  }
}

/* Asking */

const RETURN_AFTER = 1000; // milliseconds until the page comes back to a run, for as long as the run waits for it
const RETURN_TIMES = 30;

/** The frames of a run: what they are called, what they say, and their number. */
async function* frames(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const field = (name) => part.split("\n").filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1)).join("\n");
      if (field("data")) {
        yield { name: field("event"), data: JSON.parse(field("data")), id: field("id") };
      }
    }
  }
}

/** Reads a run to its end, however often the connection is cut, and says how it ended. */
async function read(run, answer, response, signal) {
  let last = "";
  for (let cuts = 0; ; cuts++) {
    try {
      for await (const { name, data, id } of frames(response)) {
        cuts = 0;
        last = id || last;
        if (name === "end") {
          return data.state;
        } else if (name === "reset") {
          answer.reset();
        } else {
          answer.receive(data.event, data.at);
        }
      }
    } catch (error) {
      if (signal.aborted || cuts === RETURN_TIMES) {
        throw error;
      }
    }
    response = await comeBack(run, last, signal);
  }
}

async function comeBack(run, last, signal) {
  for (let time = 1; ; time++) {
    await new Promise((resolve) => setTimeout(resolve, RETURN_AFTER));
    const response = await fetch(`/api/chat/${run}`, { headers: last ? { "Last-Event-ID": last } : {}, signal })
      .catch((error) => error);
    if (response instanceof Response) {
      return accepted(response);
    }
    if (signal.aborted || time === RETURN_TIMES) {
      throw response;
    }
  }
}

async function accepted(response) {
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  throw new Error(response.status === 413
    ? "The conversation is too large with its files. Attach less, or begin a new one."
    : problem.detail ?? `The application answered with status ${response.status}.`);
}

function question(text, attached) {
  const shown = attached.map((file) => file.media_type.startsWith("image/")
    ? element("img", { src: `data:${file.media_type};base64,${file.data}`, alt: file.name })
    : element("span", { className: "file", textContent: file.name }));
  const node = element("article", { className: "turn user" }, ...shown, element("p", { textContent: text }));
  node.setAttribute("aria-label", "Prompt");
  return node;
}

async function ask(text, attached = files) {
  const conversation = history;
  const answer = new Answer(() => ask(text, attached));
  const run = crypto.randomUUID();
  const signal = begin(run);
  answer.prompt = text;
  if (attached === files) {
    files = [];
    showFiles();
  }
  $("conversation").append(question(text, attached), answer.node);
  follow();
  await complete(run, answer, conversation, attached, signal, fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      prompt: text,
      model: $("model").value,
      system: $("system").value.trim() || null,
      files: attached.map(({ media_type, data }) => ({ mediaType: media_type, data })),
      messages: conversation,
      run
    }),
    signal
  }));
}

/** Goes on with a run that waited, also one from before a reload or a restart. */
async function decide(id, decision) {
  const run = crypto.randomUUID();
  const answer = new Answer(() => {});
  answer.prompt = "";
  const signal = begin(run);
  $("conversation").append(answer.node);
  follow();
  await complete(run, answer, history, [], signal, fetch(`/api/runs/${id}/${decision}?run=${run}`, { method: "POST", signal }));
}

/** Comes back to the run in the address: after a reload, or in another tab. */
async function resume(run) {
  const response = await fetch(`/api/chat/${run}`).catch(() => null);
  if (!response?.ok) {
    address(null);
    return;
  }
  const answer = new Answer(() => ask(answer.prompt, []));
  const signal = begin(run);
  $("conversation").append(answer.node);
  await complete(run, answer, history, [], signal, response);
}

async function complete(run, answer, conversation, attached, signal, asked) {
  try {
    const state = await read(run, answer, await accepted(await asked), signal);
    if (state === "stopped") {
      answer.node.append(element("p", { className: "file", textContent: "Stopped. The call to the gateway is closed." }));
      announce("Stopped.");
    } else if (ENDS[state]) {
      answer.fail(...ENDS[state]);
    } else if (answer.complete) {
      announce(STOPS[answer.stop]?.join(" ") ?? "The answer is complete.");
    }
  } catch (error) {
    if (!signal.aborted) {
      answer.fail("No answer.", error.message);
    }
  } finally {
    const content = answer.end();
    if (answer.conversation) {
      conversation.splice(0, conversation.length, ...answer.conversation);
    } else if (content.length > 0 && answer.prompt) {
      const text = { type: "text", text: answer.prompt };
      conversation.push({ role: "user", content: [...attached.map(block), text] }, ...content);
    }
    finish();
  }
}

/** Stops the answer at the application, wherever it is watched. */
async function stop() {
  const stopped = call;
  while (call && call === stopped) {
    const response = await fetch(`/api/chat/${call.run}`, { method: "DELETE" }).catch(() => null);
    if (await response?.json().catch(() => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200)); // it has not begun yet
  }
}

/** Keeps the run in the address, for a reload. */
function address(run) {
  window.history.replaceState(null, "", run ? `?run=${run}` : location.pathname);
}

function block({ media_type, data }) {
  return { type: media_type.startsWith("image/") ? "image" : "document", source: { type: "base64", media_type, data } };
}

function begin(run) {
  const reading = new AbortController();
  call = { run, reading };
  address(run);
  $("welcome").hidden = true;
  $("send").hidden = true;
  $("stop").hidden = false;
  pinned = true;
  announce("Asking.");
  return reading.signal;
}

function finish() {
  call = null;
  $("stop").hidden = true;
  $("send").hidden = false;
  follow();
  look();
}

function submit() {
  const text = prompt.value.trim();
  if (text && !call) {
    prompt.value = "";
    ask(text);
  }
}

/* Attached files: type and size are checked here first and once more by the application */

async function attach(list) {
  for (const file of list) {
    if (!FILE_TYPES.includes(file.type)) {
      complain(`${file.name} is neither an image (PNG, JPEG, GIF, WebP) nor a PDF.`);
    } else if (file.size > MAX_FILE_SIZE) {
      complain(`${file.name} is larger than 5 MB.`);
    } else {
      files.push({ name: file.name, media_type: file.type, data: await base64(file) });
      showFiles();
    }
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function showFiles() {
  $("files").replaceChildren(...files.map((file) => {
    const remove = element("button", { type: "button", className: "quiet", textContent: "×", ariaLabel: `Remove ${file.name}` });
    remove.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      showFiles();
    });
    return element("li", {}, file.name, remove);
  }));
}

function complain(text) {
  showFiles();
  $("files").append(element("li", { className: "refused", textContent: text }));
  announce(text);
}

/* The panel */

async function look() {
  const response = await fetch("/actuator/health", { headers: { accept: "application/json" } }).catch(() => null);
  const health = await response?.json().catch(() => null);
  const { status, details } = health?.components?.apixo ?? { status: health ? "UNKNOWN" : "DOWN", details: {} };
  const breaker = health?.components?.circuitBreakers?.details?.apixo?.details?.state ?? "none";
  $("health").textContent = $("health").dataset.state = status;
  $("outcome").textContent = details.outcome ?? "";
  $("streams").textContent = details.openCalls ?? 0;
  $("breaker").textContent = breaker.toLowerCase().replaceAll("_", " ");
  $("host").textContent = details.host ?? "–";
}

/* Wiring */

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
prompt.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && $("settings").open) {
    $("settings").open = false;
    $("settings").firstElementChild.focus();
  } else if (event.key === "Escape") {
    stop();
  }
});
document.addEventListener("click", (event) => {
  if (!$("settings").contains(event.target)) {
    $("settings").open = false;
  }
});
$("stop").addEventListener("click", () => {
  stop();
  prompt.focus();
});
$("clear").addEventListener("click", () => {
  stop();
  call?.reading.abort();
  address(null);
  history = [];
  $("conversation").replaceChildren();
  $("welcome").hidden = false;
  prompt.focus();
});
$("attach").addEventListener("change", async (event) => {
  await attach(event.target.files);
  event.target.value = "";
  prompt.focus();
});
prompt.addEventListener("paste", (event) => attach(event.clipboardData.files));
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  attach(event.dataTransfer.files);
});
document.addEventListener("scroll", () => {
  const end = document.documentElement.scrollHeight - window.innerHeight;
  pinned = window.scrollY > end - 80 || (pinned && window.scrollY >= scrolled);
  scrolled = window.scrollY;
}, { passive: true });
for (const button of document.querySelectorAll(".prompts button")) {
  button.addEventListener("click", () => ask(button.textContent));
}

const left = new URLSearchParams(location.search).get("run"); // the answer that a reload or another tab comes back to
if (left) {
  resume(left);
}

const [info, models] = await Promise.all(["/actuator/info", "/api/models"].map(async (path) => (await fetch(path)).json()));
$("model").replaceChildren(...models.map((model) => element("option", { value: model, textContent: model })));
$("model").value = info.model;
$("stand-in").hidden = $("faults").hidden = !info.standIn;
for (const { id, calls } of await (await fetch("/api/runs")).json()) {
  const answer = new Answer(() => {});
  $("welcome").hidden = true;
  $("conversation").append(answer.node);
  answer.receive({ type: "Approval", id, calls });
  answer.end();
}
await look();
setInterval(() => document.hidden || look(), 2000);
