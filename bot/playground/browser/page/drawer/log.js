/** The end of what the bot's processes have logged. */

import { h } from "../dom.js";

/**
 * @param {object} actions
 * @returns {{root: HTMLElement, update: () => void, load: () => Promise<void>}}
 */
export function createLog(actions) {
  const lines = h("pre", { class: "drawer-code log-lines", tabindex: 0, role: "region", "aria-label": "The bot's log" });
  const refresh = h("button", { type: "button", class: "button", onclick: load }, "Read it again");

  async function load() {
    const answer = await actions.gesture("control/log");
    lines.textContent = answer.ok ? answer.lines.join("\n") || "Nothing is logged yet." : answer.told;
    lines.scrollIntoView({ block: "end" });
  }

  return {
    root: h("div", { class: "drawer-part" }, h("div", { class: "drawer-tools" }, refresh), lines),
    update() {},
    load,
  };
}
