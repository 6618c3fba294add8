/** The menu behind three dots. */

import { h } from "../dom.js";
import { safeAddress } from "../text/links.js";
import { plain } from "../text/objects.js";
import { agreed } from "./confirming.js";
import { openBeside, shut } from "./popups.js";
import { press } from "./pressing.js";

/**
 * An overflow menu: a button that opens a menu, after the ARIA pattern of menu buttons.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function overflow(element, place) {
  const opener = h(
    "button",
    { type: "button", class: "button overflow-opener", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "More actions" },
    "⋯",
  );
  const menu = h("div", { class: "popup menu", role: "menu", popover: "manual", "aria-label": "More actions" });
  const toggle = menuToggle(opener, menu);
  menu.append(...element.options.map((option) => item(option, element, place, { opener, close: toggle.close })));
  opener.addEventListener("click", () => toggle.turn());
  opener.addEventListener("keydown", (event) => opensBy(event, toggle));
  menu.addEventListener("keydown", (event) => movesBy(event, menu, opener, toggle.close));
  const node = h("span", { class: "overflow", "data-action-id": element.action_id }, opener, menu);
  node.addEventListener("focusout", (event) => node.contains(event.relatedTarget) || toggle.close());
  return node;
}

function menuToggle(opener, menu) {
  const close = () => {
    shut(menu);
    opener.setAttribute("aria-expanded", "false");
  };
  const open = (index) => {
    openBeside(menu, opener, { close, alignEnd: true });
    opener.setAttribute("aria-expanded", "true");
    [...menu.children].at(index)?.focus();
  };
  return { open, close, turn: () => (menu.matches(":popover-open") ? close() : open(0)) };
}

function item(option, element, place, { opener, close }) {
  const address = safeAddress(option.url);
  const chosen = async () => {
    opener.focus();
    close();
    if (await agreed(element, place.context)) {
      if (address) {
        place.context.open?.(address);
      }
      await press(element, opener, place, option.value);
    }
  };
  const description = option.description && h("span", { class: "option-description" }, plain(option.description));
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: chosen }, plain(option.text), description);
}

function opensBy(event, toggle) {
  const index = { ArrowDown: 0, ArrowUp: -1 }[event.key];
  if (index !== undefined) {
    event.preventDefault();
    toggle.open(index);
  }
}

function movesBy(event, menu, opener, close) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to).focus();
  } else if (event.key === "Escape") {
    // The menu is closed, and not the window in which it stands.
    event.preventDefault();
    event.stopPropagation();
    opener.focus();
    close();
  }
}
