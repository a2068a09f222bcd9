import { copyButton, element } from "./page.js";

/* Blocks that take characters as they come and never look at those before. */

const PIECE = 4_000; // characters of a node that still grows; what is longer takes too long to lay out
const CLOSING = /^ {0,3}(`{3,}|~{3,})[`~]* *\n?$/;
const PERHAPS_CLOSING = /^ {0,3}[`~]* *$/;

/** Text in pieces of whole lines, of which only the last one is touched. */
class Pieces {
  #node;
  #tag;
  #last = null;

  constructor(node, tag) {
    this.#node = node;
    this.#tag = tag;
  }

  append(text) {
    if (!this.#last) {
      this.#last = document.createTextNode("");
      this.#node.append(element(this.#tag, {}, this.#last));
    }
    const place = (this.#last.length + text.length > PIECE) ? this.#end(text) : -1;
    if (place < 0) {
      this.#last.appendData(text);
    } else {
      this.#last.appendData(text.slice(0, place));
      this.#last = null;
      if (place < text.length) {
        this.append(text.slice(place));
      }
    }
  }

  /** Where the piece may end: behind a line, or in a line that is too long for a piece behind a word. */
  #end(text) {
    const from = Math.max(PIECE - this.#last.length, 0);
    const line = text.indexOf("\n", from);
    if (line >= 0) {
      return line + 1;
    }
    return (this.#last.length + text.length > 2 * PIECE) ? text.indexOf(" ", from) + 1 || -1 : -1;
  }
}

/** Code, until its closing fence. */
export class CodeBlock {
  node = element("figure", { className: "code" });
  #pre = element("pre", { tabIndex: 0 });
  #pieces = new Pieces(this.#pre, "code");
  #fence;
  #atLineStart = true;
  #newline = ""; // behind the last line, of which nobody knows whether it is the last

  constructor(language, fence) {
    this.#fence = fence;
    this.node.append(element("figcaption", {}, element("span", { textContent: language }),
      copyButton(() => this.#pre.textContent, "Copy the code")), this.#pre);
  }

  append(text) {
    this.#pieces.append(text);
  }

  /** Takes what is code of a text, and says how much of it that was and whether the code has ended. */
  read(text, last) {
    let read = 0;
    let code = "";
    let ended = false;
    for (const line of text.split(/(?<=\n)/)) {
      const whole = line.endsWith("\n") || last;
      if (this.#atLineStart && whole && CLOSING.exec(line)?.[1].startsWith(this.#fence)) {
        read += line.length;
        ended = true;
        break;
      }
      if (this.#atLineStart && !whole && PERHAPS_CLOSING.test(line)) {
        break;
      }
      this.#atLineStart = line.endsWith("\n");
      code += this.#newline + (this.#atLineStart ? line.slice(0, -1) : line);
      this.#newline = this.#atLineStart ? "\n" : "";
      read += line.length;
    }
    if (code) {
      this.append(code);
    }
    return { read, ended };
  }
}

/** A paragraph that takes too long to read as Markdown, as it is. */
export class PlainBlock {
  node = element("div", { className: "plain" });
  #pieces = new Pieces(this.node, "div");

  read(text) {
    const end = text.indexOf("\n\n");
    const mine = (end < 0) ? text.replace(/\n$/, "") : text.slice(0, end);
    if (mine) {
      this.#pieces.append(mine);
    }
    return { read: mine.length, ended: end >= 0 };
  }
}
