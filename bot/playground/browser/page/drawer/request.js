/** One request and its answer: a line that opens to show both as JSON. */

import { h } from "../dom.js";

const WAYS = { to_bot: ["→", "To the bot"], from_bot: ["←", "From the bot"] };

/**
 * @param {object} request As the screen has it, without what was said.
 * @param {HTMLDetailsElement | null} before What showed it as it was.
 * @returns {Element}
 */
export function drawRequest(request, before) {
  const said = h("div", { class: "request-said" });
  const details = h("details", { class: "request", ontoggle: () => details.open && load(said, request) }, summary(request), said);
  details.open = Boolean(before?.querySelector("details")?.open);
  return h("li", { class: request.refused ? "request-item request-refused" : "request-item" }, details);
}

function summary(request) {
  const [arrow, way] = WAYS[request.direction];
  return h(
    "summary",
    { class: "request-line" },
    h("span", { class: "request-way", "aria-hidden": "true" }, arrow),
    h("span", { class: "unseen" }, way),
    h("span", { class: "request-name" }, request.name || request.kind),
    h("span", { class: "request-status" }, request.status ?? "—", h("span", { class: "unseen" }, " status")),
    h("span", { class: "request-time" }, milliseconds(request.took_ms)),
    h("span", { class: "request-more" }, about(request)),
    request.fault && h("span", { class: "request-fault" }, `On purpose: ${request.fault}`),
    request.refused && h("span", { class: "request-why" }, request.refused),
  );
}

function about({ kind, line, attempt, at }) {
  const time = new Date(at * 1000).toLocaleTimeString([], { hour12: false });
  const over = { http: "HTTP", socket: "Socket Mode", web_api: "Web API", response_url: "by its address" }[line];
  const again = attempt ? `delivery ${attempt + 1}` : "";
  return [time, ["call", "response_url"].includes(kind) ? "" : kind, over, again].filter(Boolean).join(" · ");
}

function milliseconds(took) {
  return took < 10 ? `${took.toFixed(1)} ms` : `${Math.round(took).toLocaleString("en")} ms`;
}

async function load(said, request) {
  if (said.childElementCount) {
    return;
  }
  said.replaceChildren(h("p", { class: "drawer-quiet" }, "Loading…"));
  const answer = await fetched(request.number);
  if (!answer.ok) {
    said.replaceChildren(h("p", { class: "drawer-quiet" }, answer.told));
    return;
  }
  const given = request.direction === "to_bot" ? "Payload" : "Arguments";
  said.replaceChildren(...part(given, answer.payload, request), ...part("Answer", answer.answer, request));
}

async function fetched(number) {
  try {
    return await (await fetch(`/playground/traffic/${number}`)).json();
  } catch {
    return { ok: false, told: "The playground can't be reached. Is it still running?" };
  }
}

function part(label, value, request) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const name = `${label} of ${request.name || request.kind}, request ${request.number}`;
  return [
    h("h2", { class: "request-heading" }, label),
    text ? h("pre", { class: "drawer-code", tabindex: 0, role: "region", "aria-label": name }, text) : h("p", { class: "drawer-quiet" }, "Nothing."),
  ];
}
