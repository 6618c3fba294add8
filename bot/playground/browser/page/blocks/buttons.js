/** Buttons, with a link behind them or not. */

import { h } from "../dom.js";
import { safeAddress } from "../text/links.js";
import { plain } from "../text/objects.js";
import { agreed } from "./confirming.js";
import { press } from "./pressing.js";

/**
 * A button; one with an address opens it, and tells the app too.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function button(element, place) {
  const address = safeAddress(element.url);
  const look = {
    class: `button ${element.style ?? ""}`.trim(),
    "data-action-id": element.action_id,
    "aria-label": element.accessibility_label,
  };
  const pressed = (event) => used(element, event.currentTarget, place, address && event);
  return address
    ? h("a", { ...look, href: address, target: "_blank", rel: "noopener noreferrer", onclick: pressed }, plain(element.text))
    : h("button", { ...look, type: "button", onclick: pressed }, plain(element.text));
}

async function used(element, control, place, following) {
  if (!element.confirm) {
    // The browser follows the link meanwhile.
    return press(element, control, place, element.value);
  }
  following?.preventDefault();
  if (await agreed(element, place.context)) {
    if (following) {
      place.context.open?.(safeAddress(element.url));
    }
    await press(element, control, place, element.value);
  }
}

/**
 * Two buttons that say whether something was good.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function feedbackButtons(element, place) {
  const both = [element.positive_button, element.negative_button].filter(Boolean);
  const drawn = both.map((each) => button({ ...each, action_id: element.action_id }, place));
  return h("div", { class: "feedback", role: "group" }, drawn);
}

/**
 * A button that Slack draws as a small picture; its words say the same.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function iconButton(element, place) {
  return button(element, place);
}

/**
 * A button that starts a workflow, of which there are none here.
 * @param {object} element
 * @returns {HTMLElement}
 */
export function workflowButton(element) {
  const title = "There are no workflows in this playground.";
  return h("button", { type: "button", class: "button", disabled: true, title }, plain(element.text));
}
