/** The blocks that lay out texts, pictures and elements. */

import { h } from "../dom.js";
import { link } from "../text/links.js";
import { markdown } from "../text/markdown.js";
import { plain, shownText } from "../text/objects.js";
import { richText } from "../text/rich_text.js";
import { drawElement } from "./elements.js";
import { figure, picture } from "./images.js";
import { inputBlock } from "./input_block.js";

/** What each type of block shows, as the children of its node. */
const LAYOUTS = {
  section,
  input: inputBlock,
  header: (block) => [h("h3", null, plain(block.text))],
  divider: () => [h("hr")],
  context: (block, place) => block.elements.map((each) => besides(each, place)),
  actions: (block, place) => block.elements.map((each) => drawElement(each, place)),
  context_actions: (block, place) => block.elements.map((each) => drawElement(each, place)),
  image: (block) => [figure(block)],
  markdown: (block) => markdown(block.text),
  rich_text: (block, { context }) => richText(block, context),
  table: (block, { context }) => [table(block, context)],
  video,
  file: (block) => [document.createTextNode(`File: ${block.external_id}`)],
};

/**
 * What a block shows.
 * @param {object} block
 * @param {import("./pressing.js").Place} place
 * @returns {Array<Node | null>}
 */
export function laidOut(block, place) {
  const draw = LAYOUTS[block.type];
  return draw ? draw(block, place) : [h("p", { class: "not-drawn" }, `The playground does not draw “${block.type}”.`)];
}

function section(block, place) {
  const text = block.text && h("div", { class: "text" }, shownText(block.text, place.context));
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((each) => field(each, place)));
  const accessory = block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, place));
  return [h("div", { class: "section-texts" }, text, fields), accessory];
}

function field(object, place) {
  return h("div", { class: "text" }, shownText(object, place.context));
}

function besides(each, place) {
  return each.type === "image" ? picture(each) : h("span", { class: "text" }, shownText(each, place.context));
}

/** Wide tables are scrolled, by keyboard too. */
function table(block, context) {
  const rows = block.rows.map((row, index) => h("tr", null, row.map((each, column) => cell(each, { block, context, index, column }))));
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Table" }, h("table", null, rows));
}

function cell(each, { block, context, index, column }) {
  const align = block.column_settings?.[column]?.align;
  const shown = each.type === "rich_text" ? richText(each, context) : String(each.text ?? "");
  return h(index ? "td" : "th", { "data-align": align }, shown);
}

function video(block) {
  const title = plain(block.title);
  const shown = block.title_url ? link(block.title_url, title) : document.createTextNode(title);
  return [h("p", null, shown), h("p", { class: "hint" }, block.alt_text)];
}
