/* What all parts of the page need: nodes, words for a screen reader, numbers, copying, and following an answer down. */

const COUNT = new Intl.NumberFormat("en-US");

export const $ = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

export function button(label, press, className = "quiet") {
  const node = element("button", { type: "button", className, textContent: label });
  node.addEventListener("click", press);
  return node;
}

/** A button that copies what the function gives at that moment. */
export function copyButton(text, name) {
  const node = button("Copy", async () => {
    await navigator.clipboard.writeText(text());
    node.textContent = "Copied";
    setTimeout(() => node.textContent = "Copy", 1500);
  });
  node.ariaLabel = name;
  return node;
}

/** 1234567 as 1,234,567. */
export function count(number) {
  return COUNT.format(number);
}

export function announce(text) {
  $("status").textContent = text;
}

let pinned = true; // whether the page follows the answer down
let scrolled = 0; // how far down it was when it last moved
let following = false;

/** Follows the answer down in the next frame, when it is known whether the reader has scrolled back. */
export function follow() {
  if (!following) {
    following = true;
    requestAnimationFrame(() => {
      following = false;
      if (pinned) {
        window.scrollTo(0, document.documentElement.scrollHeight);
      }
    });
  }
}

export function followFromNow() {
  pinned = true;
  follow();
}

document.addEventListener("scroll", () => {
  const end = document.documentElement.scrollHeight - window.innerHeight;
  pinned = window.scrollY > end - 80 || (pinned && window.scrollY >= scrolled);
  scrolled = window.scrollY;
}, { passive: true });
