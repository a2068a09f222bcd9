import { ask, askAgain, clear, comeBack, isAnswering, listen, showWaiting, stop } from "./conversation.js";
import { attach, putFiles, takeFiles } from "./files.js";
import { $, announce, element } from "./page.js";
import { look, offerBalance } from "./panel.js";
import { forgetOld } from "./store.js";

/* The page: what its buttons and keys do. */

const prompt = $("prompt");
let edited = null; // the turn in whose place the next prompt is asked

listen(({ answering, edit }) => {
  if (edit) {
    startEditing(edit);
    return;
  }
  $("welcome").hidden = true;
  $("send").hidden = answering;
  $("stop").hidden = !answering;
  if (!answering) {
    look();
  }
});

function submit(text = prompt.value.trim()) {
  if (!text || isAnswering()) {
    return;
  }
  prompt.value = "";
  fit();
  const files = takeFiles();
  const turn = edited;
  stopEditing();
  if (turn) {
    askAgain(turn, text, files);
  } else {
    ask(text, files);
  }
}

function startEditing(turn) {
  stopEditing();
  edited = turn;
  turn.node.classList.add("edited");
  $("editing").hidden = false;
  prompt.value = turn.prompt;
  putFiles(turn.files);
  fit();
  prompt.focus();
  announce("Editing your last prompt. It will replace the old one.");
}

function stopEditing() {
  edited?.node.classList.remove("edited");
  edited = null;
  $("editing").hidden = true;
}

function cancelEditing() {
  stopEditing();
  prompt.value = "";
  putFiles([]);
  fit();
  prompt.focus();
}

/** Where the browser does not do it: the box is as high as its text. */
function fit() {
  if (!CSS.supports("field-sizing", "content")) {
    prompt.style.height = "auto";
    prompt.style.height = `${prompt.scrollHeight}px`;
  }
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
prompt.addEventListener("input", fit);
prompt.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  if ($("settings").open) {
    $("settings").open = false;
    $("settings").firstElementChild.focus();
  } else if (edited) {
    cancelEditing();
  } else {
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
$("cancel-edit").addEventListener("click", cancelEditing);
$("clear").addEventListener("click", () => {
  cancelEditing();
  clear();
  $("welcome").hidden = false;
});
$("attach").addEventListener("click", () => $("chosen").click());
$("chosen").addEventListener("change", async (event) => {
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
for (const example of document.querySelectorAll(".prompts button")) {
  example.addEventListener("click", () => submit(example.textContent));
}

const read = async (path) => (await fetch(path)).json();
const [info, models, waiting] = await Promise.all([read("/actuator/info"), read("/api/models"), read("/api/runs"), comeBack()]);
$("model").replaceChildren(...models.map((model) => element("option", { value: model, textContent: model })));
$("model").value = info.model;
$("stand-in").hidden = $("faults").hidden = !info.standIn;
$("streams").dataset.allowed = info.limits?.concurrentCalls ?? "";
showWaiting(waiting);
$("welcome").hidden = $("conversation").hasChildNodes();
offerBalance();
await look();
forgetOld();
setInterval(() => document.hidden || look(), 2000);
document.body.dataset.ready = "";
