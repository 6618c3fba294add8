/** Boxes to tick and buttons of which one is chosen. */

import { h } from "../dom.js";
import { shownText } from "../text/objects.js";
import { choose } from "./pressing.js";
import { holds, startOf } from "./values.js";

let drawn = 0;

/**
 * Checkboxes, of which any number may be ticked.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function checkboxes(element, place) {
  return choices(element, place, { type: "checkbox", role: "group", chosen: startOf(element, place) ?? [] });
}

/**
 * Radio buttons, of which one is chosen.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function radioButtons(element, place) {
  return choices(element, place, { type: "radio", role: "radiogroup", chosen: [startOf(element, place)].filter(Boolean) });
}

function choices(element, place, { type, role, chosen }) {
  const name = `choice-${(drawn += 1)}`;
  const { id, ...named } = place.labels;
  const inputs = element.options.map((option, index) =>
    h("input", {
      type,
      name,
      id: `${name}-${index}`,
      value: option.value,
      checked: chosen.some((each) => each.value === option.value),
      autofocus: index === 0 && element.focus_on_load === true,
      "aria-describedby": option.description ? `${name}-${index}-description` : null,
    }),
  );
  const node = h(
    "div",
    { class: "choices", role, id, ...named, "aria-label": named["aria-labelledby"] ? null : "Options" },
    element.options.map((option, index) => choice(inputs[index], option, place.context)),
  );
  return following(holds(node, element.action_id, () => read(inputs, type)), element, place, { inputs, type });
}

function following(node, element, place, { inputs, type }) {
  let before = ticked(inputs);
  node.addEventListener("change", async (event) => {
    const last = before;
    before = ticked(inputs);
    const undo = () => {
      before = last;
      inputs.forEach((input, index) => (input.checked = last[index]));
    };
    await choose(element, event.target, place, { value: read(inputs, type), undo });
  });
  return node;
}

function ticked(inputs) {
  return inputs.map((input) => input.checked);
}

function read(inputs, type) {
  const values = inputs.filter((input) => input.checked).map((input) => input.value);
  return type === "checkbox" ? values : (values[0] ?? null);
}

function choice(input, option, context) {
  const description =
    option.description &&
    h("span", { id: `${input.id}-description`, class: "option-description" }, shownText(option.description, context));
  const label = h("label", { for: input.id }, shownText(option.text, context));
  return h("div", { class: "choice" }, input, h("div", null, label, description));
}
