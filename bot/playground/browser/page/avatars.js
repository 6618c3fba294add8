/** Pictures of people: their initials on a colour of their own. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const COLOURS = 8;

/**
 * @param {{id: string, name: string, isBot?: boolean}} who
 * @param {"large" | "small"} size
 * @returns {HTMLElement} Hidden from screen readers, since the name stands beside it.
 */
export function avatar({ id, name, isBot }, size) {
  const colour = isBot ? "avatar-bot" : `avatar-${colourOf(id)}`;
  return h("span", { class: `avatar avatar-${size} ${colour}`, "aria-hidden": "true" }, isBot ? icon("bolt") : initials(name));
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** @param {string} id */
function colourOf(id) {
  let sum = 0;
  for (const letter of id) {
    sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  }
  return sum % COLOURS;
}
