/** One line of mrkdwn: its references, code, emphasis and emoji. */

import { h } from "../dom.js";
import { emojiAt } from "./emoji.js";
import { unescaped } from "./escapes.js";
import { link } from "./links.js";
import { reference } from "./references.js";

const TAGS = { "*": "strong", _: "em", "~": "s" };
const REFERENCE = /<([^<>\n]+)>/y;
const CODE = /`([^`\n]+)`/y;
const BARE_LINK = /https?:\/\/[^\s<>|`]+/y;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * The nodes that a line of mrkdwn shows.
 * @param {string} line
 * @param {object} context
 * @param {{links: boolean}} options Whether a bare address becomes a link.
 * @returns {Node[]}
 */
export function inline(line, context, options) {
  return read(line, { context, links: options.links, within: "" });
}

function read(line, how) {
  const nodes = [];
  const exhausted = new Set();
  let text = "";
  let at = 0;
  const flush = () => text && nodes.push(document.createTextNode(unescaped(text)));
  while (at < line.length) {
    const found = readAt(line, at, { ...how, exhausted });
    if (typeof found?.shown === "string") {
      text += found.shown;
    } else if (found) {
      flush();
      text = "";
      nodes.push(found.shown);
    } else {
      text += line[at];
    }
    at += found?.length ?? 1;
  }
  flush();
  return nodes;
}

/** What is read at a place, and how long it is; null for a character that stands for itself. */
function readAt(line, at, how) {
  switch (line[at]) {
    case "<":
      return matched(REFERENCE, line, at, (inner) => reference(inner, how.context));
    case "`":
      return matched(CODE, line, at, (inner) => h("code", null, coded(inner, how.context)));
    case ":":
      return emojiAt(line, at);
    case "h":
      return how.links ? bareLink(line, at) : null;
    default:
      return TAGS[line[at]] ? emphasis(line, at, how) : null;
  }
}

function matched(pattern, line, at, draw) {
  pattern.lastIndex = at;
  const match = pattern.exec(line);
  return match && { shown: draw(match[1]), length: match[0].length };
}

/**
 * Code, in which references are what they name and nothing else is read.
 * @param {string} text
 * @param {object} context
 * @returns {Array<Node | string>}
 */
export function coded(text, context) {
  return text
    .split(/(<[^<>\n]+>)/)
    .map((part, index) => (index % 2 ? reference(part.slice(1, -1), context) : unescaped(part)));
}

function bareLink(line, at) {
  BARE_LINK.lastIndex = at;
  const [found] = (!isWord(line, at - 1) && BARE_LINK.exec(line)) || [];
  // What ends a sentence is none of the address.
  const address = found?.replace(/(?:&gt;|&lt;|[.,;:!?)\]}'"*_~])+$/, "");
  return address ? { shown: link(unescaped(address), unescaped(address)), length: address.length } : null;
}

function emphasis(line, at, how) {
  const mark = line[at];
  if (how.within.includes(mark) || how.exhausted.has(mark) || isWord(line, at - 1) || isSpace(line, at + 1)) {
    return null;
  }
  const end = closing(line, at, mark);
  if (end < 0) {
    // What finds no end here finds none further on.
    how.exhausted.add(mark);
    return null;
  }
  const inner = read(line.slice(at + 1, end), { ...how, within: how.within + mark });
  return { shown: h(TAGS[mark], null, inner), length: end + 1 - at };
}

/** Where a mark is closed: behind something, before no letter, and outside of references and code. */
function closing(line, start, mark) {
  for (let at = start + 1; at < line.length; at += skipped(line, at)) {
    if (line[at] === mark && at > start + 1 && !isSpace(line, at - 1) && !isWord(line, at + 1)) {
      return at;
    }
  }
  return -1;
}

function skipped(line, at) {
  const pattern = { "<": REFERENCE, "`": CODE }[line[at]];
  return (pattern && matched(pattern, line, at, () => null)?.length) ?? 1;
}

function isWord(line, at) {
  return at >= 0 && at < line.length && line[at] !== "_" && WORD.test(line[at]);
}

function isSpace(line, at) {
  return at < 0 || at >= line.length || /\s/.test(line[at]);
}
