/** Slack's own markup: lines, quotes and code of whatever an app or a person wrote. */

import { h } from "../dom.js";
import { coded, inline } from "./inline.js";

const FENCED = /```\n?([\s\S]+?)\n?```/;
const QUOTED = /^(?:>|&gt;) ?(?!(?:>|&gt;))/;
const ALL_QUOTED = /^(?:>>>|&gt;&gt;&gt;) ?/;

/**
 * What a text in mrkdwn shows. Nothing of it is read as HTML.
 * @param {string} text As it came from Slack, with its escapes.
 * @param {object} context Its `screen` gives names and the time zone, `goTo` leads to channels.
 * @param {{verbatim?: boolean}} [options] A verbatim text has no links but those that are marked.
 * @returns {DocumentFragment}
 */
export function mrkdwn(text, context, { verbatim = false } = {}) {
  const shown = document.createDocumentFragment();
  // Between two fences stands code: every second part.
  text.split(FENCED).forEach((part, index) => {
    if (index % 2) {
      shown.append(h("pre", null, coded(part, context)));
    } else {
      shown.append(...paragraphs(besideCode(part, index > 0), context, { links: !verbatim }));
    }
  });
  return shown;
}

/** A block of code is a line of its own: the line break beside it would be seen as an empty one. */
function besideCode(part, isBehind) {
  return isBehind ? part.replace(/^\n/, "") : part;
}

function paragraphs(text, context, options) {
  const nodes = [];
  for (const { quoted, lines } of stretches(text)) {
    const drawn = lines.flatMap((line, index) => [
      ...(index ? [document.createElement("br")] : []),
      ...inline(line, context, options),
    ]);
    nodes.push(...(quoted ? [h("blockquote", null, drawn)] : drawn));
  }
  return nodes;
}

/** Lines that follow each other and are quoted alike. */
function stretches(text) {
  const found = [];
  let toTheEnd = false;
  for (const line of text.split("\n")) {
    toTheEnd ||= ALL_QUOTED.test(line);
    const quoted = toTheEnd || QUOTED.test(line);
    const written = line.replace(ALL_QUOTED, "").replace(quoted && !toTheEnd ? QUOTED : /(?!)/, "");
    if (found.at(-1)?.quoted === quoted) {
      found.at(-1).lines.push(written);
    } else {
      found.push({ quoted, lines: [written] });
    }
  }
  return found;
}
