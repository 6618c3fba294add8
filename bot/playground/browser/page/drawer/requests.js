/** Every request between Slack and the bot, the newest first, each opened to see what was said in it. */

import { h, keyed } from "../dom.js";
import { drawRequest } from "./request.js";

const DIRECTIONS = [
  ["all", "Both ways"],
  ["to_bot", "To the bot"],
  ["from_bot", "From the bot"],
];

/**
 * @param {object} actions
 * @returns {{root: HTMLElement, update: (screen: object) => void}}
 */
export function createRequests(actions) {
  const direction = h("select", { id: "requests-direction", onchange: show }, DIRECTIONS.map(([value, label]) => h("option", { value }, label)));
  const refusedOnly = h("input", { type: "checkbox", id: "requests-refused", onchange: show });
  const pause = h("button", { type: "button", class: "button", "aria-pressed": "false", onclick: turn }, "Pause");
  const clear = h("button", { type: "button", class: "button", onclick: empty }, "Clear");
  const count = h("p", { class: "drawer-quiet" });
  const list = h("ol", { class: "requests", reversed: true, "aria-label": "Requests, the newest first" });
  let latest = [];
  let shown = [];
  let isPaused = false;

  function turn() {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    take();
  }

  async function empty() {
    isPaused = false;
    pause.setAttribute("aria-pressed", "false");
    const answer = await actions.gesture("control/clear");
    if (!answer.ok) {
      actions.say(answer.told);
    }
  }

  function take() {
    if (!isPaused) {
      shown = latest;
    }
    show();
  }

  function show() {
    const wanted = shown.filter((each) => isWanted(each, direction.value, refusedOnly.checked)).toReversed();
    keyed(list, wanted, (each) => String(each.number), drawRequest);
    count.textContent = told(wanted.length, shown, numberOf(latest) - numberOf(shown));
  }

  return {
    root: h(
      "div",
      { class: "drawer-part" },
      h(
        "div",
        { class: "drawer-tools" },
        h("label", { class: "unseen", for: "requests-direction" }, "Which way"),
        direction,
        h("label", { class: "drawer-check" }, refusedOnly, "Refused only"),
        pause,
        clear,
      ),
      count,
      list,
    ),
    update(screen) {
      latest = screen.drawer.requests;
      take();
    },
  };
}

function numberOf(requests) {
  return requests.at(-1)?.number ?? 0;
}

function isWanted(each, direction, isRefusedOnly) {
  return (direction === "all" || each.direction === direction) && (!isRefusedOnly || each.refused !== "");
}

function told(count, shown, waiting) {
  if (!shown.length) {
    return "Nothing has been said yet. Ask the bot something, and what Slack and the bot say to each other stands here.";
  }
  const later = waiting > 0 ? ` Paused; ${waiting} more since.` : "";
  return `${count} of ${shown.length} requests.${later}`;
}
