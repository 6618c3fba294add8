/** A menu beside a button, after the ARIA pattern of a menu button. */

import { openBeside, shut } from "../blocks/popups.js";
import { h } from "../dom.js";

/**
 * @typedef {{label: string, isDanger?: boolean, run: () => void}} Item
 *
 * A button that opens a menu.
 * @param {HTMLElement} button
 * @param {string} label
 * @param {() => Item[]} itemsOf Asked each time it is opened.
 * @returns {HTMLElement} What holds the two.
 */
export function withMenu(button, label, itemsOf) {
  const menu = h("div", { class: "popup menu", role: "menu", popover: "manual", "aria-label": label, onkeydown: keys });
  const anchor = h("span", { class: "menu-anchor", onfocusout: left }, button, menu);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (menu.matches(":popover-open") ? close() : open()));

  function open() {
    menu.replaceChildren(...itemsOf().map(drawItem));
    openBeside(menu, button, { close, alignEnd: true });
    button.setAttribute("aria-expanded", "true");
    menu.firstElementChild?.focus();
  }

  function close() {
    shut(menu);
    button.setAttribute("aria-expanded", "false");
  }

  function left(event) {
    if (!anchor.contains(event.relatedTarget)) {
      close();
    }
  }

  function drawItem(item) {
    const choose = () => {
      button.focus();
      close();
      item.run();
    };
    const look = item.isDanger ? "menu-danger" : null;
    return h("button", { type: "button", class: look, role: "menuitem", tabindex: "-1", onclick: choose }, item.label);
  }

  function keys(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      button.focus();
      close();
    } else {
      moveWithin(menu, event);
    }
  }

  return anchor;
}

function moveWithin(menu, event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to).focus();
  }
}
