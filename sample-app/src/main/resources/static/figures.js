import { copyButton, count, element } from "./page.js";

/*
 * The figures under an answer. Every time in them is the application's: the one at which it sent an event, and what the
 * starter measured of the call.
 */

const STEP = 200; // milliseconds of an answer for a point of its curve
const POINTS = 80;
const ESTIMATE = 1 / 4; // tokens of a character, until the gateway has counted

export class Figures {
  node = element("div", { className: "figures" });
  #first = element("span");
  #speed = element("span");
  #tokens = element("span");
  #attempts = element("span");
  #model = element("span");
  #curve = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  #line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  #started = null;
  #characters = [];
  #total = 0;
  #last = 0;
  #drawing = false;
  #calls = [];

  /** @param text gives the answer, to copy it; the buttons stand beside */
  constructor(text, ...buttons) {
    this.#curve.setAttribute("viewBox", "0 0 80 18");
    this.#curve.setAttribute("hidden", "");
    this.#curve.setAttribute("role", "img");
    this.#curve.setAttribute("aria-label", "Tokens per second over time");
    this.#curve.append(this.#line);
    this.node.append(this.#first, this.#speed, this.#curve, this.#tokens, this.#attempts, this.#model,
      element("span", { className: "actions" }, copyButton(text, "Copy the answer"), ...buttons));
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
    this.#total += text.length;
    this.#last = millis;
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => this.#draw());
    }
  }

  /** What the starter observed of a call; with tools there are several. */
  observed(call) {
    this.#calls.push(call);
    const sum = (figure) => this.#calls.reduce((total, each) => total + (figure(each) ?? 0), 0);
    const attempts = 1 + sum(({ attempts }) => attempts - 1);
    this.#showFirst(this.#calls[0].firstChunkMillis);
    this.#showSpeed();
    this.#tokens.textContent = `${count(sum(({ usage }) => usage.input_tokens))} in · ${
      count(sum(({ usage }) => usage.output_tokens))} out · ${count(sum(({ usage }) => usage.cache_read_input_tokens))} cached`;
    this.#attempts.textContent = (attempts > 1) ? `${count(attempts)} attempts` : "1 attempt";
  }

  /** Another model than the one asked has answered. */
  answeredBy(model) {
    this.#model.textContent = `answered by ${model}`;
  }

  #showFirst(millis) {
    this.#first.textContent = `${(millis / 1000).toFixed(2)} s to first token`;
  }

  #showSpeed() {
    const sum = (figure) => this.#calls.reduce((total, each) => total + (figure(each) ?? 0), 0);
    const counted = this.#calls.length > 0;
    const tokens = counted ? sum(({ usage }) => usage.output_tokens) : this.#total * ESTIMATE;
    const millis = counted ? sum(({ durationMillis, firstChunkMillis }) => durationMillis - firstChunkMillis)
      : Math.max(this.#last - this.#started, STEP);
    this.#speed.textContent = `${counted ? "" : "≈ "}${count(Math.round(tokens * 1000 / Math.max(millis, 1)))} tokens/s`;
  }

  /** Draws the steps that are over. */
  #draw() {
    this.#drawing = false;
    const end = Math.floor((this.#last - this.#started) / STEP);
    const from = Math.max(end - POINTS, 0);
    const counts = Array.from({ length: end - from }, (_, slot) => this.#characters[from + slot] ?? 0);
    const top = Math.max(...counts, 1);
    const step = 80 / Math.max(counts.length - 1, 1);
    this.#curve.toggleAttribute("hidden", counts.length < 2);
    this.#line.setAttribute("points", counts.map((each, index) => `${index * step},${17 - 16 * each / top}`).join(" "));
    this.#showSpeed();
  }
}
