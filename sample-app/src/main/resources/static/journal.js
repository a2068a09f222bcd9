const STEP = 200; // milliseconds whose pieces become one
const PIECES = ["text", "thinking", "partial_json"];
const PASSING = ["Retry", "ping"]; // nothing of it is there when an answer is drawn again

/** What an answer was drawn from, so that it can be drawn again after a reload. */
export class Journal {
  entries = [];

  add(event, at) {
    const last = this.entries.at(-1);
    const step = (millis) => Math.floor((millis - this.entries[0].at) / STEP);
    const piece = PIECES.find((name) => name in (event.delta ?? {}));
    if (piece && last?.event.index === event.index && last.event.delta?.type === event.delta.type
        && step(last.at) === step(at)) {
      last.at = at;
      last.event.delta[piece] += event.delta[piece];
    } else if (!PASSING.includes(event.type)) {
      this.entries.push({ at, event: structuredClone(event) });
    }
  }
}
