/** The blocks of a view, a modal or a Home: drawn, pressed and filled in. */

import { readValues, showBlocks } from "./blocks/blocks.js";
import { h } from "./dom.js";
import { goingTo, opening } from "./leaving.js";

/**
 * @param {HTMLElement} root What the blocks are drawn into.
 * @param {object} actions The page's.
 * @param {() => void} changed Hears that something was filled in.
 * @returns {{show: (screen: object, view: object) => void, values: () => object, blame: (errors: object) => void}}
 *   `blame` shows errors beside their inputs and goes to the first, until the next are shown.
 */
export function createView(root, actions, changed) {
  let now = { screen: null, view: null };
  let blocks = null;
  let blamed = {};
  const surface = () => ({ view: now.view.id });

  const context = {
    get screen() {
      return now.screen;
    },
    get surface() {
      return surface();
    },
    get values() {
      return now.view.values ?? {};
    },
    get errors() {
      return { ...now.view.errors, ...blamed };
    },
    press: (what) => actions.gesture("press", { surface: surface(), ...what, values: readValues(root) }),
    suggest: (what) => actions.gesture("suggest", { surface: surface(), ...what }),
    changed,
    open: opening,
    goTo: (where) => goingTo(where, now.screen, actions),
  };

  return {
    show(screen, view) {
      // What was typed belongs to its view, even where another has the very same blocks.
      if (view.id !== now.view?.id) {
        blocks = h("div", { class: "view" });
        root.replaceChildren(blocks);
        blamed = {};
      }
      now = { screen, view };
      showBlocks(blocks, view.blocks, context);
    },
    values: () => readValues(root),
    blame(errors) {
      blamed = errors;
      showBlocks(blocks, now.view.blocks, context);
      const [first] = Object.keys(context.errors);
      const block = first && blocks.querySelector(`[data-block-id="${CSS.escape(first)}"]`);
      block?.querySelector("input, textarea, button")?.focus();
    },
  };
}
