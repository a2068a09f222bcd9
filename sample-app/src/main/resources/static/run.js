/* A run of the application's relay: how it is read to its end, however often the connection is cut. */

const RETURN_AFTER = 1000; // milliseconds until the page comes back to a run, for as long as the run waits for it
const RETURN_TIMES = 30;

/** A request that the application did not accept. */
export class Refusal extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/** The frames of a response: what they are called, what they say, and their number. */
export async function* frames(response) {
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

export async function accepted(response) {
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  throw new Refusal(response.status === 413 ? "TOO_LARGE" : response.status === 400 ? "REFUSED" : "UNAVAILABLE",
    problem.detail ?? `The application responded with status ${response.status}.`);
}

/** Reads a run to its end and says how it ended. */
export async function read(run, answer, response, signal) {
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
