/** Rich text: sections, lists, quotes and code, with what stands in them. */

import { h } from "../dom.js";
import { date } from "./dates.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { broadcast, channel, group, person } from "./mentions.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark", client_highlight: "mark", code: "code" };
// How deep lists are drawn, as in Slack.
const DEEPEST = 8;

/** How each part of a line is drawn. */
const RUNS = {
  text: (run) => document.createTextNode(run.text),
  link: (run) => link(run.url, run.text || run.url),
  user: (run, context) => person(run.user_id, "", context),
  channel: (run, context) => channel(run.channel_id, "", context),
  usergroup: (run) => group(run.usergroup_id, ""),
  broadcast: (run) => broadcast(run.range) ?? document.createTextNode(`@${run.range}`),
  emoji: (run) => document.createTextNode(emoji(run.name, run.skin_tone) ?? `:${run.name}:`),
  color: (run) => document.createTextNode(run.value),
  date: (run, context) =>
    date(
      { moment: run.timestamp, template: run.format, address: run.url, fallback: run.fallback ?? run.format },
      context.screen,
    ),
};

const PARTS = {
  rich_text_section: (part, context) => h("p", { class: "rich-section" }, runs(part, context)),
  rich_text_quote: (part, context) => h("blockquote", null, runs(part, context)),
  rich_text_preformatted: (part, context) => h("pre", null, runs(part, context)),
  rich_text_list: list,
};

/**
 * The elements that a rich_text block shows.
 * @param {{elements: object[]}} block
 * @param {object} context
 * @returns {Node[]}
 */
export function richText(block, context) {
  return block.elements.map((part) => (PARTS[part.type] ?? PARTS.rich_text_section)(part, context));
}

function runs(part, context) {
  return (part.elements ?? []).map((run) => styled(RUNS[run.type]?.(run, context) ?? unknown(run), run.style));
}

function unknown(run) {
  return document.createTextNode(run.text ?? run.fallback ?? "");
}

function styled(node, style) {
  return Object.keys(STYLES).reduce((inner, name) => (style?.[name] ? h(STYLES[name], null, inner) : inner), node);
}

/** Slack puts lists side by side, each with its depth, and goes on counting where it is told to. */
function list(part, context) {
  const ordered = part.style === "ordered";
  const start = ordered && part.offset ? part.offset + 1 : null;
  const items = part.elements.map((item) => h("li", null, runs(item, context)));
  return h(ordered ? "ol" : "ul", { class: "rich-list", "data-indent": Math.min(part.indent ?? 0, DEEPEST), start }, items);
}
