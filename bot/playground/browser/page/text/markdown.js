/** The Markdown of `markdown` blocks: as much of it as Slack draws, read line by line. */

import { h } from "../dom.js";
import { emojiAt } from "./emoji.js";
import { link, safeAddress } from "./links.js";

/** What may stand in a line, the longest marks first. */
const RUNS = [
  [/`([^`\n]+)`/y, ([, code]) => h("code", null, code)],
  [/!?\[([^\]\n]*)\]\((\S+?)\)/y, ([whole, label, address]) => (safeAddress(address) ? link(address, label || address) : whole)],
  [/\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__/y, ([, star, line]) => h("strong", null, runs(star ?? line))],
  [/~~(?=\S)(.+?)~~/y, ([, inner]) => h("s", null, runs(inner))],
  [/\*(?=\S)([^*\n]+)\*|\b_(?=\S)([^_\n]+)_\b/y, ([, star, line]) => h("em", null, runs(star ?? line))],
  [/https?:\/\/[^\s<>]+[^\s<>.,;:!?)'"*_]/y, ([address]) => link(address, address)],
];

/** What a paragraph may be, by how its first line begins. */
const PARTS = [
  { begins: /^(#{1,6}) +(.*)$/, draw: ([line]) => h("p", { class: "md-heading" }, runs(line.replace(/^#+ +/, ""))) },
  { begins: /^ *([-*_])( *\1){2,} *$/, draw: () => h("hr") },
  { begins: /^ *[-*+] +/, goesOn: true, draw: (lines) => h("ul", null, items(lines, /^ *[-*+] +/)) },
  { begins: /^ *\d+[.)] +/, goesOn: true, draw: (lines) => h("ol", null, items(lines, /^ *\d+[.)] +/)) },
  { begins: /^> ?/, goesOn: true, draw: (lines) => h("blockquote", null, broken(lines.map((line) => line.replace(/^> ?/, "")))) },
];

/**
 * The elements that a text in Markdown shows. Nothing of it is read as HTML.
 * @param {string} text
 * @returns {Node[]}
 */
export function markdown(text) {
  return text
    .split(/^```[^\n]*\n([\s\S]*?)\n?^```[ ]*$/m)
    .flatMap((part, index) => (index % 2 ? [h("pre", null, part)] : parts(part.split("\n"))));
}

function parts(lines) {
  const drawn = [];
  for (let at = 0; at < lines.length; ) {
    const kind = PARTS.find((each) => each.begins.test(lines[at]));
    const end = kind && !kind.goesOn ? at + 1 : endOf(lines, at, kind);
    const taken = lines.slice(at, end);
    if (kind) {
      drawn.push(kind.draw(taken));
    } else if (taken.some((line) => line.trim())) {
      drawn.push(h("p", null, broken(taken)));
    }
    at = end;
  }
  return drawn;
}

/** Where what began at a line ends: where another kind begins, or behind an empty line. */
function endOf(lines, start, kind) {
  let end = start + 1;
  while (end < lines.length && lines[end - 1].trim() && PARTS.find((each) => each.begins.test(lines[end])) === kind) {
    end += 1;
  }
  return end;
}

function items(lines, mark) {
  return lines.filter((line) => line.trim()).map((line) => h("li", null, runs(line.replace(mark, ""))));
}

function broken(lines) {
  return lines.flatMap((line, index) => [index ? h("br") : null, ...runs(line)]);
}

function runs(line) {
  const nodes = [];
  for (let at = 0; at < line.length; ) {
    const [shown, length] = runAt(line, at);
    nodes.push(shown);
    at += length;
  }
  return nodes;
}

function runAt(line, at) {
  const named = line[at] === ":" && emojiAt(line, at);
  if (named) {
    return [named.shown, named.length];
  }
  for (const [pattern, draw] of RUNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) {
      return [draw(match), match[0].length];
    }
  }
  return [line[at], 1];
}
