/** What stands between angle brackets in mrkdwn: links, mentions and dates. */

import { date } from "./dates.js";
import { withEmoji } from "./emoji.js";
import { unescaped } from "./escapes.js";
import { link, safeAddress } from "./links.js";
import { broadcast, channel, group, person } from "./mentions.js";

/**
 * What a reference shows; itself, as a text, if it is none that is known.
 * @param {string} inner What is written between the brackets, with its escapes.
 * @param {object} context
 * @returns {Node}
 */
export function reference(inner, context) {
  const [target, label] = parted(inner);
  const known = KINDS[target[0]]?.(target.slice(1), label, context) ?? linked(target, label);
  return known ?? document.createTextNode(`<${unescaped(inner)}>`);
}

const KINDS = {
  "@": (id, label, context) => (isId(id) ? person(id, unescaped(label), context) : null),
  "#": (id, label, context) => (isId(id) ? channel(id, unescaped(label), context) : null),
  "!": special,
};

function parted(inner) {
  const bar = inner.indexOf("|");
  return bar < 0 ? [inner, ""] : [inner.slice(0, bar), inner.slice(bar + 1)];
}

function isId(text) {
  return /^[A-Z0-9]+$/.test(text);
}

function linked(target, label) {
  const address = unescaped(target);
  const shown = label ? withEmoji(unescaped(label)) : address.replace(/^mailto:/, "");
  return safeAddress(address) ? link(address, shown) : null;
}

function special(word, label, context) {
  const [kind, ...rest] = word.split("^");
  if (kind === "date" && rest.length >= 2) {
    return dated(rest, label, context);
  }
  if (kind === "subteam" && rest[0]) {
    return group(rest[0], unescaped(label));
  }
  return broadcast(kind) ?? (label ? document.createTextNode(unescaped(label)) : null);
}

function dated([seconds, template, address], label, context) {
  const fallback = unescaped(label);
  const described = { moment: Number(seconds), template: unescaped(template), fallback };
  return date({ ...described, address: address && unescaped(address) }, context.screen);
}
