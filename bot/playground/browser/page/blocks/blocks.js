/** Block Kit as people know it from Slack: what a message, a modal or a Home is made of. */

import { h, keyed } from "../dom.js";
import { showError } from "./input_block.js";
import { laidOut } from "./layouts.js";

export { readValues } from "./values.js";

/**
 * What blocks are drawn with.
 * @typedef {object} Context
 * @property {object} screen
 * @property {{channel: string, ts: string} | {view: string}} surface
 * @property {object} [values] What is filled in, as Slack keeps it.
 * @property {Record<string, string>} [errors] By block_id.
 * @property {(pressed: {block_id: string, action_id: string, value: unknown}) => Promise<{ok: boolean, told?: string}>} press
 * @property {(asked: {block_id: string, action_id: string, typed: string}) => Promise<object>} suggest
 * @property {() => void} [changed] Something was filled in.
 * @property {(address: string) => void} [open] Opens an address in a new tab.
 * @property {(where: {channel?: string, person?: string}) => void} [goTo]
 */

/**
 * Draw blocks anew.
 * @param {object[]} blocks
 * @param {Context} context
 * @returns {HTMLElement[]} One for each, with its id as data-block-id.
 */
export function drawBlocks(blocks, context) {
  return blocks.map((block) => drawn(block, context));
}

/**
 * Show blocks below a parent, and keep what shows those that are the same as before, with all that is filled in there.
 * The focus stays where it was if what had it is drawn anew.
 * @param {HTMLElement} parent Nothing else may be below it.
 * @param {object[]} blocks
 * @param {Context} context
 */
export function showBlocks(parent, blocks, context) {
  const focused = focusIn(parent);
  const keys = new Map(blocks.map((block, index) => [block, block.block_id ?? `#${index}`]));
  keyed(parent, blocks, (block) => keys.get(block), (block) => drawn(block, context));
  for (const node of parent.children) {
    showError(node, context.errors?.[node.getAttribute("data-block-id")]);
  }
  refocus(parent, focused);
}

function drawn(block, context) {
  const told = h("p", { class: "block-told", role: "status" });
  const place = { context, block, isInput: false, labels: {}, tell: (sentence) => (told.textContent = sentence ?? "") };
  const node = h("div", { class: `block block-${block.type}`, "data-block-id": block.block_id }, laidOut(block, place), told);
  showError(node, context.errors?.[block.block_id]);
  return node;
}

function focusIn(parent) {
  const active = parent.contains(document.activeElement) ? document.activeElement : null;
  return active && {
    active,
    block: active.closest("[data-block-id]")?.getAttribute("data-block-id"),
    action: active.closest("[data-action-id]")?.getAttribute("data-action-id"),
  };
}

function refocus(parent, focused) {
  if (!focused || focused.active.isConnected) {
    return;
  }
  const same = [...parent.querySelectorAll("[data-action-id]")].filter(
    (node) => node.getAttribute("data-action-id") === focused.action,
  );
  const best = same.find((node) => node.closest("[data-block-id]").getAttribute("data-block-id") === focused.block) ?? same[0];
  const control = best?.matches("button, a") ? best : best?.querySelector("input, textarea, button");
  control?.focus();
}
