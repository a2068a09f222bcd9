import { $, button, count } from "./page.js";

/* The panel at the side: how the gateway is, and what the limits of the key leave. */

function show(name, value) {
  $(name).textContent = value;
  $(name).parentNode.hidden = value === "";
}

export async function look() {
  const response = await fetch("/actuator/health", { headers: { accept: "application/json" } }).catch(() => null);
  const health = await response?.json().catch(() => null);
  const { status, details } = health?.components?.apixo ?? { status: health ? "UNKNOWN" : "DOWN", details: {} };
  const breaker = health?.components?.circuitBreakers?.details?.apixo?.details?.state ?? "none";
  const { openCalls = 0, waitingCalls } = details;
  const atOnce = Number($("streams").dataset.allowed);
  $("health").textContent = $("health").dataset.state = status;
  $("outcome").textContent = details.outcome ?? "";
  $("streams").textContent = count(openCalls - (waitingCalls ?? 0)) + (atOnce ? ` of ${count(atOnce)}` : "");
  show("waiting", (waitingCalls === undefined) ? "" : count(waitingCalls));
  show("left", atOnce ? count(Math.max(atOnce - openCalls + (waitingCalls ?? 0), 0)) : "");
  show("resting", (details.coolingModels ?? []).join(", "));
  $("breaker").textContent = breaker.toLowerCase().replaceAll("_", " ");
  $("host").textContent = details.host ?? "–";
}

/** Puts a button there that asks for the balance of the key. */
export function offerBalance() {
  const ask = button("Ask", async () => {
    ask.disabled = true;
    const told = await fetch("/api/balance").then((response) => response.json()).catch(() => ({}));
    $("balance").textContent = ("balance" in told)
      ? `${told.balance.toLocaleString("en-US", { minimumFractionDigits: 2 })} USD`
      : told.problem ?? "unknown";
  }, "quiet");
  ask.ariaLabel = "Request the balance of the key";
  $("balance").replaceChildren(ask);
}
