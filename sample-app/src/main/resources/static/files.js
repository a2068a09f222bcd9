import { $, announce, button, count, element } from "./page.js";

/* Attached files: type and size are checked here first and once more by the application. */

const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];
const MAX_SIZE = 5 * 1024 * 1024;

let files = []; // attached and not sent yet

/** Hands the attached files over. */
export function takeFiles() {
  const taken = files;
  putFiles([]);
  return taken;
}

export function putFiles(list) {
  files = [...list];
  show();
}

export async function attach(list) {
  for (const file of list) {
    const reason = refusal(file);
    if (reason) {
      refuse(reason);
    } else {
      files.push({ name: file.name, media_type: file.type, size: file.size, data: await base64(file) });
      show();
    }
  }
}

function refusal(file) {
  if (!TYPES.includes(file.type)) {
    return `${file.name} is neither an image (PNG, JPEG, GIF, WebP) nor a PDF.`;
  }
  if (file.size > MAX_SIZE) {
    return `${file.name} is larger than 5 MB.`;
  }
  return (file.size === 0) ? `${file.name} is empty.` : null;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function image({ name, media_type, data }) {
  return media_type.startsWith("image/") ? element("img", { src: `data:${media_type};base64,${data}`, alt: name }) : null;
}

function size(bytes) {
  return (bytes < 1024) ? `${count(bytes)} bytes` : `${count(Math.round(bytes / 1024))} KB`;
}

function show() {
  $("files").querySelectorAll("li:not(.refused)").forEach((node) => node.remove());
  $("files").prepend(...files.map((file) => {
    const item = element("li", {}, image(file) ?? element("span", { className: "kind", textContent: "PDF" }),
      element("span", {}, file.name, element("small", { textContent: size(file.size) })),
      button("×", () => putFiles(files.filter((other) => other !== file)), "quiet remove"));
    item.lastChild.ariaLabel = `Remove ${file.name}`;
    return item;
  }));
}

function refuse(reason) {
  const item = element("li", { className: "refused" }, reason, button("×", () => item.remove(), "quiet remove"));
  item.lastChild.ariaLabel = "Dismiss";
  $("files").querySelectorAll(".refused").forEach((node) => node.remove());
  $("files").append(item);
  announce(reason);
}

/** A question as it stands in the conversation, with its files. */
export function question(text, attached) {
  const shown = attached.map((file) => image(file) ?? element("span", { className: "file", textContent: file.name }));
  return element("article", { className: "turn user", ariaLabel: "Prompt" }, ...shown, element("p", { textContent: text }));
}
