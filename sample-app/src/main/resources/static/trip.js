import { $, announce, count, element } from "./page.js";

/* A structured answer, element by element: every event of the stream is one finished stop. */

let source = null;

function show({ day, time, place, why }) {
  $("stops").append(element("li", {}, element("span", { className: "when", textContent: `Day ${day}, ${time}` }),
    element("strong", { textContent: place }), element("p", { textContent: why })));
}

function end(text, problem = "") {
  source.close();
  $("plan").disabled = false;
  $("problem").replaceChildren(...problem ? [element("div", { className: "notice problem" },
    element("strong", { textContent: "The plan is not complete." }), element("p", { textContent: problem }))] : []);
  announce(text);
}

$("where").addEventListener("submit", (event) => {
  event.preventDefault();
  source?.close();
  $("plan").disabled = true;
  $("stops").replaceChildren();
  $("problem").replaceChildren();
  announce("Planning.");
  source = new EventSource(`/api/trip?city=${encodeURIComponent($("city").value)}`);
  source.onmessage = (message) => show(JSON.parse(message.data));
  source.addEventListener("end", () => end(`The plan is complete: ${count($("stops").children.length)} stops.`));
  source.addEventListener("error", (message) => {
    const { detail } = message.data ? JSON.parse(message.data) : { detail: "The connection to the application was lost." };
    end(detail, detail);
  });
});
