/** What an app shows below a link that somebody posted. */

import { drawBlocks } from "../blocks/blocks.js";
import { h } from "../dom.js";
import { link } from "../text/links.js";
import { mrkdwn } from "../text/mrkdwn.js";

/**
 * @param {{url: string, blocks?: object[], title?: string, title_link?: string, text?: string}} preview As chat.unfurl has it.
 * @param {object} context What blocks are drawn with.
 * @returns {HTMLElement}
 */
export function drawPreview(preview, context) {
  const inside = preview.blocks?.length ? drawBlocks(preview.blocks, context) : attachment(preview, context);
  const bar = h("div", { class: "preview-bar", "aria-hidden": "true" });
  return h("div", { class: "preview" }, bar, h("div", { class: "preview-body" }, inside));
}

function attachment({ url, author_name, title, title_link, text, footer, fallback }, context) {
  const words = text ?? (title ? "" : (fallback ?? ""));
  return [
    author_name && h("p", { class: "preview-author" }, author_name),
    title && h("p", { class: "preview-title" }, link(title_link ?? url, title)),
    words && h("p", { class: "preview-text" }, mrkdwn(words, context)),
    footer && h("p", { class: "preview-footer" }, footer),
  ];
}
