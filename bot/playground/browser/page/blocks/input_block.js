/** Input blocks: a label, an element to fill in, a hint, and what is wrong with what was filled in. */

import { h } from "../dom.js";
import { plain } from "../text/objects.js";
import { drawElement, HAS_ONE_FIELD } from "./elements.js";

let drawn = 0;

/**
 * The children of an input block.
 * @param {object} block
 * @param {import("./pressing.js").Place} place
 * @returns {Node[]}
 */
export function inputBlock(block, place) {
  const id = `input-${(drawn += 1)}`;
  const hasField = HAS_ONE_FIELD.has(block.element.type);
  const hint = block.hint ? h("p", { id: `${id}-hint`, class: "hint" }, plain(block.hint)) : null;
  const error = h("p", { id: `${id}-error`, class: "input-error", hidden: true });
  const labels = {
    id: hasField ? id : null,
    "aria-label": null,
    "aria-labelledby": hasField ? null : `${id}-label`,
    "aria-describedby": `${id}-error${hint ? ` ${hint.id}` : ""}`,
  };
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const label = h(hasField ? "label" : "p", { id: `${id}-label`, class: "input-label", for: hasField ? id : null }, plain(block.label), optional);
  return [label, drawElement(block.element, { ...place, isInput: true, labels }), error, hint];
}

/**
 * Say what is wrong with an input block, or that nothing is.
 * @param {Element} node The block, as it was drawn.
 * @param {string | undefined} error
 */
export function showError(node, error) {
  const told = node.querySelector(":scope > .input-error");
  const field = told && node.querySelector(`[aria-describedby~="${told.id}"]`);
  if (!told || told.textContent === (error ?? "")) {
    return;
  }
  told.textContent = error ?? "";
  told.hidden = !error;
  if (error) {
    field?.setAttribute("aria-invalid", "true");
  } else {
    field?.removeAttribute("aria-invalid");
  }
}
