import DOMPurify from "/webjars/dompurify/dist/purify.es.mjs";
import { marked } from "/webjars/marked/lib/marked.esm.js";

import { CodeBlock, PlainBlock } from "./growing.js";
import { element, follow } from "./page.js";

/* Markdown that grows. Every piece of HTML goes through the sanitizer, code never becomes HTML at all. */

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

const FRAME = 16_000; // characters that a frame draws at most, of a text that comes all at once
const ROWS = 12; // items of a list or rows of a table that may still be drawn again
const MAX_PARAGRAPH = 20_000; // characters; what is longer, or has more of these marks, takes too long to read
const MAX_MARKS = 200;
const FENCED_CODE = /^ {0,3}```.*\n[^]*?(?:^ {0,3}```|$(?![^]))/gm;
const PARAGRAPH = /\n\n|\n(?= *(?:[-*+]|\d+[.)]) )|\n(?=\|)/g;
const OPENING = /^(`{3,}|~{3,})([^\n]*)\n/;

function block(token) {
  if (token.type === "code") {
    const code = new CodeBlock(token.lang || "text");
    code.append(token.text);
    return code.node;
  }
  const node = element("div", {}, DOMPurify.sanitize(marked.parser([token]), SAFE));
  for (const table of node.querySelectorAll("table")) {
    const scroller = element("div", { className: "table", tabIndex: 0 });
    table.replaceWith(scroller);
    scroller.append(table);
  }
  return node;
}

/** Where a paragraph begins that takes too long to read as Markdown, or -1. */
function heavyParagraph(source) {
  const text = source.replaceAll(FENCED_CODE, (code) => "\n".repeat(code.length));
  let start = 0;
  for (const end of [...[...text.matchAll(PARAGRAPH)].map(({ index }) => index), text.length]) {
    const paragraph = text.slice(start, end);
    if (paragraph.length > MAX_PARAGRAPH || (paragraph.match(/[[*_]/g)?.length ?? 0) > MAX_MARKS) {
      return start + paragraph.length - paragraph.trimStart().length;
    }
    start = end;
  }
  return -1;
}

function isOpenFence(token) {
  const opening = (token?.type === "code") && OPENING.exec(token.raw);
  return opening && !new RegExp(`\\n${opening[1]}[\`~]* *\\n*$`).test(token.raw.slice(opening[0].length - 1));
}

const length = (tokens) => tokens.reduce((total, token) => total + token.raw.length, 0);

/**
 * Draws only what has changed: what stands before the last two blocks is neither read nor drawn again, a growing code
 * block or plain text gets its new characters, a growing list or table its last items.
 */
export class Markdown {
  source = "";
  node = element("div", { className: "text" });
  #shown = 0; // how much of the source the reader sees in this frame
  #settled = 0; // how much of it is drawn for good
  #blocks = 0; // how many nodes are
  #drawn = []; // the sources of the nodes after them
  #growing = null; // a block that takes characters as they come
  #rows = null; // a list or table some of whose items are drawn for good
  #pending = false;
  #ended = false;

  append(text) {
    this.source += text.replaceAll("\r\n", "\n");
    this.#draw();
  }

  /** Nothing more comes: what may have been the beginning of something else is what it is. */
  end() {
    this.#ended = true;
    this.#draw();
  }

  #draw() {
    if (this.#pending) {
      return;
    }
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#shown = Math.min(this.source.length, this.#shown + FRAME);
      while (this.#step());
      if (this.#shown < this.source.length) {
        this.#draw();
      }
      follow();
    });
  }

  /** Draws, and says whether there is more to draw. */
  #step() {
    const rest = this.source.slice(this.#settled, this.#shown);
    if (this.#growing) {
      const { read, ended } = this.#growing.read(rest, this.#ended && this.#shown === this.source.length);
      this.#settled += read;
      if (ended) {
        this.#growing = null;
      }
      return ended;
    }
    const heavy = heavyParagraph(rest);
    const head = this.#rows?.head ?? "";
    const all = marked.lexer(head + ((heavy < 0) ? rest : rest.slice(0, heavy)));
    const tokens = all.filter((token) => token.type !== "space");
    this.#drawBlocks(tokens);
    if (heavy >= 0) {
      this.#settle(tokens.length, heavy);
      return this.#grow(new PlainBlock());
    }
    const last = tokens.at(-1);
    const beforeLast = length(all.slice(0, all.indexOf(last))) - head.length;
    if (isOpenFence(last)) {
      this.node.lastChild.remove();
      this.#settle(tokens.length - 1, beforeLast + OPENING.exec(last.raw)[0].length);
      return this.#grow(new CodeBlock(last.lang || "text", OPENING.exec(last.raw)[1]));
    }
    if (tokens.length > 1 && this.#itemsOf(last) > ROWS) {
      this.#settle(tokens.length - 1, beforeLast);
      return true;
    }
    if (tokens.length === 1 && this.#itemsOf(last) > ROWS) {
      this.#settleRows(last);
    } else if (tokens.length > 2) {
      this.#settle(tokens.length - 2, length(all.slice(0, all.indexOf(tokens.at(-2)))) - head.length);
    }
    return false;
  }

  #drawBlocks(tokens) {
    tokens.forEach((token, place) => {
      const index = this.#blocks + place;
      if (this.#drawn[place] === token.raw) {
        return;
      }
      this.#drawn[place] = token.raw;
      if (place === 0 && this.#rows) {
        this.#drawRows(token);
      } else {
        const node = block(token);
        this.node.children[index]?.replaceWith(node) ?? this.node.append(node);
      }
    });
    while (this.node.children.length > this.#blocks + tokens.length) {
      this.node.lastChild.remove();
    }
    this.#drawn.length = tokens.length;
  }

  #settle(blocks, characters) {
    if (blocks > 0) {
      this.#rows = null;
    }
    this.#blocks += blocks;
    this.#settled += characters;
    this.#drawn.splice(0, blocks);
  }

  #grow(growing) {
    this.node.append(growing.node);
    this.#blocks += 1;
    this.#drawn = [];
    this.#rows = null;
    this.#growing = growing;
    return true;
  }

  #itemsOf(token) {
    return (token?.type === "list") ? token.items.length : (token?.type === "table") ? token.rows.length : 0;
  }

  /** Draws the items again that are not drawn for good. */
  #drawRows(token) {
    const { node, kept } = this.#rows;
    while (node.children.length > kept) {
      node.lastChild.remove();
    }
    node.append(...block(token).querySelector("ul, ol, tbody")?.children ?? []);
  }

  /** All items but the last two are drawn for good. */
  #settleRows(token) {
    const node = this.node.lastChild.querySelector("ul, ol, tbody");
    const lines = token.raw.split("\n");
    const head = (token.type === "table") ? `${lines[0]}\n${lines[1]}\n` : "";
    const over = (token.type === "table") ? `${lines.slice(0, token.rows.length).join("\n")}\n`.length - (this.#rows?.head.length ?? 0)
      : length(token.items.slice(0, -2));
    this.#rows = { node, head, kept: node.children.length - 2 };
    this.#settled += over;
    this.#drawn = [];
  }
}
