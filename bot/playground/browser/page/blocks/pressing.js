/** Telling the app that an element was used, and the person what became of it. */

import { agreed } from "./confirming.js";

/**
 * Where an element stands.
 * @typedef {object} Place
 * @property {object} context
 * @property {object} block
 * @property {(told: string) => void} tell Says beside the block what went wrong.
 * @property {boolean} isInput Whether it is the element of an input block.
 * @property {Record<string, string | null>} labels The attributes that name and describe it.
 */

const underWay = new WeakSet();

/**
 * Press an element, unless a press of it is under way. What fails is told beside its block.
 * @param {object} element
 * @param {HTMLElement} control What the person used; it keeps its focus and says that it is busy.
 * @param {Place} place
 * @param {unknown} [value]
 */
export async function press(element, control, place, value) {
  if (underWay.has(control)) {
    return;
  }
  underWay.add(control);
  control.setAttribute("aria-busy", "true");
  place.tell("");
  const { block, context } = place;
  const answer = await context.press({ block_id: block.block_id, action_id: element.action_id, value });
  underWay.delete(control);
  control.removeAttribute("aria-busy");
  if (answer?.ok === false) {
    place.tell(answer.told);
  }
}

/**
 * Let the app know of a choice: at once, or in an input block only if it wants to hear of it.
 * @param {object} element
 * @param {HTMLElement} control
 * @param {Place} place
 * @param {{value: unknown, undo: () => void}} choice `undo` takes it back, should the person not confirm it.
 */
export async function choose(element, control, place, { value, undo }) {
  if (!(await agreed(element, place.context))) {
    undo();
    return;
  }
  if (place.isInput) {
    place.context.changed?.();
  }
  if (!place.isInput || place.block.dispatch_action) {
    await press(element, control, place, value);
  }
}
