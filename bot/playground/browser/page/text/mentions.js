/** People, channels and groups that a text names. */

import { h } from "../dom.js";

const BROADCASTS = new Set(["here", "channel", "everyone"]);

/**
 * Somebody who is mentioned; the person who looks stands out.
 * @param {string} id
 * @param {string} label What they are called where their name is not known.
 * @param {object} context
 * @returns {Node}
 */
export function person(id, label, context) {
  const own = id === context.screen?.person ? " mention-own" : "";
  return h("span", { class: `mention${own}` }, `@${context.screen?.names?.[id] ?? (label || id)}`);
}

/**
 * A channel that is named: a way there, if the person who looks can go.
 * @param {string} id
 * @param {string} label
 * @param {object} context
 * @returns {Node}
 */
export function channel(id, label, context) {
  const { screen, goTo } = context;
  const name = `#${screen?.names?.[id] ?? (label || id)}`;
  if (!goTo || !screen?.channels?.some((each) => each.id === id)) {
    return h("span", { class: "mention" }, name);
  }
  return h("button", { type: "button", class: "mention mention-way", onclick: () => goTo({ channel: id }) }, name);
}

/**
 * A group of people that is mentioned.
 * @param {string} id
 * @param {string} label
 * @returns {Node}
 */
export function group(id, label) {
  return h("span", { class: "mention" }, `@${(label || id).replace(/^@/, "")}`);
}

/**
 * Everybody who is there, mentioned; null if that is no such word.
 * @param {string} word
 * @returns {Node | null}
 */
export function broadcast(word) {
  return BROADCASTS.has(word) ? h("span", { class: "mention mention-own" }, `@${word}`) : null;
}
