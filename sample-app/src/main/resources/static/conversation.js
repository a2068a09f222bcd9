import { Answer } from "./answer.js";
import { question } from "./files.js";
import { $, announce, button, element, follow, followFromNow } from "./page.js";
import { Refusal, accepted, read } from "./run.js";
import { load, onChange, remove, save } from "./store.js";
import { ENDS, PROBLEMS } from "./words.js";

/*
 * The conversation: turns of a question and its answer. A tool that waits for a decision ends a run, and the decision
 * begins another, so an answer may consist of several runs. What has ended is kept in the browser, what still grows
 * comes from the application.
 */

const BEGINS_WITHIN = 5_000; // milliseconds, after which the application should know a run
const REACHED_WITHIN = 30_000; // milliseconds, after which an application that does not answer is not waited for
const UNREACHABLE = ["No response.", "The application cannot be reached. Ask again when it is back."];

let id = null; // names the conversation in the address and in the browser's store
let turns = [];
let call = null; // the run that is being read, and how to stop reading it
let listener = () => {}; // is told when a call begins and ends, and which turn is to be edited

export function listen(toChanges) {
  listener = toChanges;
}

export function isAnswering() {
  return call !== null;
}

class Turn {
  node = element("section", { className: "exchange" });
  messages = []; // what the turn adds to the conversation
  whole = null; // or the conversation up to here, after a decision
  answers = [];

  /** @param runs what was asked of the application for it, each with its journal and its end */
  constructor(prompt, files, runs = []) {
    this.prompt = prompt;
    this.files = files;
    this.runs = runs;
    if (prompt) {
      const node = question(prompt, files);
      node.append(button("Edit", () => call || listener({ edit: this }), "quiet again"));
      this.node.append(node);
    }
    $("conversation").append(this.node);
  }

  newAnswer(run) {
    const answer = new Answer({
      again: (this.prompt !== null) ? () => call || askAgain(this) : null,
      decide: (waiting, decision) => call || decide(this, waiting, decision)
    });
    answer.node.dataset.run = run.id;
    this.node.querySelectorAll(".approval, .assistant .again").forEach((node) => node.remove());
    this.answers.push(answer);
    this.node.append(answer.node);
    follow();
    return answer;
  }

  /** Draws a run that has ended. */
  redraw(run) {
    const answer = this.newAnswer(run);
    run.journal.forEach(({ at, event }) => answer.receive(event, at));
    this.close(run, answer);
    return answer;
  }

  /** A run of it has ended. */
  close(run, answer) {
    if (run.state === "stopped") {
      answer.node.append(element("p", { className: "file", textContent: "Stopped. The call to the model is closed." }));
    } else if (run.problem) {
      answer.fail(...run.problem);
    } else if (ENDS[run.state]) {
      answer.fail(ENDS[run.state]);
    }
    run.journal = answer.journal.entries;
    const content = answer.end();
    if (answer.conversation) {
      this.whole = answer.conversation;
    } else if (content.length > 0 && this.prompt) {
      const text = { type: "text", text: this.prompt };
      this.messages = [{ role: "user", content: [...this.files.map(block), text] }, ...content];
    }
  }

  remove() {
    this.node.querySelectorAll("[data-waiting]").forEach(({ dataset }) =>
      fetch(`/api/runs/${dataset.waiting}`, { method: "DELETE" }));
    this.node.remove();
    turns = turns.filter((turn) => turn !== this);
  }
}

function block({ media_type, data }) {
  return { type: media_type.startsWith("image/") ? "image" : "document", source: { type: "base64", media_type, data } };
}

function history() {
  const from = turns.findLastIndex((turn) => turn.whole);
  return turns.slice(Math.max(from, 0)).flatMap((turn) => turn.whole ?? turn.messages);
}

function keep() {
  return save(id, turns.filter(({ runs }) => runs.length > 0).map(({ prompt, files, runs }) => ({ prompt, files, runs })));
}

/** Keeps what has ended, unless another tab with the conversation is further than this one. */
async function keepEnd() {
  const kept = await load(id);
  if (kept && kept.length > turns.length) {
    show(kept);
  } else {
    await keep();
  }
}

onChange(async (name) => {
  const ends = (list) => list.flatMap(({ runs }) => runs.map((run) => `${run.id} ${run.state}`)).join();
  if (name === id && !call) {
    const kept = await load(id);
    if (kept?.length && !call && ends(kept) !== ends(turns)) {
      show(kept);
    }
  }
});

/** Keeps the name of the conversation in the address, for a reload. */
function address(name) {
  id = name;
  window.history.replaceState(null, "", name ? `?conversation=${name}` : location.pathname);
}

export function ask(prompt, files) {
  const messages = history();
  const turn = new Turn(prompt, files);
  turns.push(turn);
  return begin(turn, (run, signal) => fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      prompt,
      model: $("model").value,
      system: $("system").value.trim() || null,
      files: files.map(({ media_type, data }) => ({ mediaType: media_type, data })),
      messages,
      run
    }),
    signal
  }));
}

/** Asks the same once more, in the place of what was asked and answered. */
export function askAgain(turn, prompt = turn.prompt, files = turn.files) {
  turn.remove();
  return ask(prompt, files);
}

/** Goes on with a run that waited, also one from before a reload or a restart. */
function decide(turn, waiting, decision) {
  return begin(turn, (run, signal) =>
    fetch(`/api/runs/${waiting}/${decision}?run=${run}`, { method: "POST", signal }));
}

function begin(turn, send) {
  const run = { id: crypto.randomUUID(), begun: Date.now(), state: null, problem: null, journal: [] };
  turn.runs.push(run);
  if (!id) {
    address(crypto.randomUUID());
  }
  keep();
  announce("Asking.");
  return watch(turn, run, (signal) => send(run.id, signal));
}

async function watch(turn, run, send) {
  const reading = new AbortController();
  const own = call = { run: run.id, reading };
  const answer = turn.newAnswer(run);
  listener({ answering: true });
  followFromNow();
  try {
    run.state = await read(run.id, answer, await accepted(await send(reading.signal)), reading.signal);
    announceEnd(run, answer);
  } catch (error) {
    if (reading.signal.aborted) {
      return;
    }
    run.state = "failed";
    run.problem = (error instanceof Refusal)
      ? [PROBLEMS[error.reason], { again: error.reason === "UNAVAILABLE", details: error.message }]
      : [UNREACHABLE, { details: error.message }];
  } finally {
    if (!reading.signal.aborted) {
      turn.close(run, answer);
      await keepEnd();
    }
    if (call === own) {
      call = null;
      listener({ answering: false });
    }
    follow();
  }
}

function announceEnd(run, answer) {
  if (run.state === "stopped") {
    announce("Stopped.");
  } else if (run.state === "completed" && answer.complete && !answer.failed) {
    announce("The answer is complete.");
  }
}

/** Stops the answer at the application, wherever it is watched. */
export async function stop() {
  const stopped = call;
  while (call && call === stopped) {
    const response = await fetch(`/api/chat/${call.run}`, { method: "DELETE" }).catch(() => null);
    if (await response?.json().catch(() => false)) {
      return;
    }
    await pause(); // it has not begun yet
  }
}

/** Begins anew. Whatever is still being answered is stopped, and what was kept is forgotten. */
export function clear() {
  if (call) {
    stop();
    call.reading.abort();
  }
  if (id) {
    remove(id);
  }
  address(null);
  turns = [];
  $("conversation").replaceChildren();
}

/** Comes back to the conversation of the address, after a reload or in another tab. */
export async function comeBack() {
  const name = new URLSearchParams(location.search).get("conversation");
  const kept = name && await load(name);
  if (!kept?.length) {
    address(null);
    return;
  }
  id = name;
  show(kept);
}

function show(kept) {
  $("conversation").replaceChildren();
  turns = kept.map(({ prompt, files, runs }) => new Turn(prompt, files, runs));
  for (const turn of turns) {
    turn.runs.filter(({ state }) => state).forEach((run) => turn.redraw(run));
  }
  announce("");
  const turn = turns.at(-1);
  const run = turn.runs.at(-1);
  if (!run.state) {
    goOn(turn, run);
  }
}

async function goOn(turn, run) {
  const begun = Date.now();
  let response;
  do {
    response = await fetch(`/api/chat/${run.id}`).catch(() => null);
  } while (!response?.ok && Date.now() < (response ? run.begun + BEGINS_WITHIN : begun + REACHED_WITHIN)
      && await pause());
  if (call || !turns.includes(turn)) {
    return; // the reader has gone on
  }
  if (response?.ok) {
    await watch(turn, run, () => response);
  } else if (response) {
    run.state = "lost";
    turn.redraw(run);
    keep();
  } else {
    turn.redraw({ ...run, state: "failed", problem: [UNREACHABLE, {}] }); // a later reload may find it
  }
}

async function pause() {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return true;
}

/** Shows the runs that wait for a decision: those decided elsewhere no longer, and on an empty page those of any other. */
export function showWaiting(waiting) {
  const ids = waiting.map((run) => run.id);
  document.querySelectorAll("[data-waiting]").forEach((node) => ids.includes(node.dataset.waiting) || node.remove());
  if (turns.length > 0) {
    return;
  }
  for (const { id: each, calls } of waiting) {
    const turn = new Turn(null, []);
    turns.push(turn);
    const answer = turn.newAnswer({ id: "" });
    answer.receive({ type: "Approval", id: each, calls }, 0);
    answer.end();
  }
}
