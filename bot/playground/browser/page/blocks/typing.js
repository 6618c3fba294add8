/** Fields in which texts are typed. */

import { h } from "../dom.js";
import { plain } from "../text/objects.js";
import { press } from "./pressing.js";
import { holds, startOf } from "./values.js";

// So many characters are left when people begin to be told, and at most this part of all.
const FEW_LEFT = 100;
const FEW = 0.25;
const PAUSE_MS = 400;
const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "number" };

let drawn = 0;

/**
 * A field for a text, an address or a number.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function textInput(element, place) {
  const field = element.multiline ? h("textarea", { rows: 4 }) : h("input", { type: TYPES[element.type] ?? "text" });
  const attributes = {
    placeholder: plain(element.placeholder) || null,
    autofocus: element.focus_on_load ? "" : null,
    autocomplete: "off",
    min: element.min_value,
    max: element.max_value,
    step: element.type === "number_input" ? (element.is_decimal_allowed ? "any" : "1") : null,
    ...place.labels,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      field.setAttribute(name, value);
    }
  }
  field.value = startOf(element, place) ?? "";
  const count = element.max_length ? counting(field, element.max_length) : null;
  listen(field, element, place);
  return holds(h("div", { class: "typing" }, field, count), element.action_id, () => field.value || null);
}

/**
 * A field for a text that the app gets as rich text, in one section without any style.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function richTextInput(element, place) {
  const runs = startOf(element, place)?.elements?.flatMap((part) => part.elements) ?? [];
  const field = h("textarea", { rows: 4, placeholder: plain(element.placeholder) || null, ...place.labels });
  field.value = runs.map((run) => run.text ?? run.url ?? "").join("");
  listen(field, element, place);
  return holds(h("div", { class: "typing" }, field), element.action_id, () => asRichText(field.value));
}

function asRichText(text) {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return text ? { type: "rich_text", elements: [section] } : null;
}

/** Counts as Slack does, in characters: an emoji is one. */
function counting(field, most) {
  const count = h("p", { class: "count", id: `count-${(drawn += 1)}` });
  const show = () => {
    const left = most - [...field.value].length;
    count.textContent = left < 0 ? `${-left} too many` : left <= Math.min(FEW_LEFT, most * FEW) ? `${left} left` : "";
    count.classList.toggle("too-many", left < 0);
  };
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", described ? `${described} ${count.id}` : count.id);
  field.addEventListener("input", show);
  show();
  return count;
}

function listen(field, element, place) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tells = !place.isInput || place.block.dispatch_action;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    place.context.changed?.();
    if (tells && triggers.includes("on_character_entered")) {
      waiting = setTimeout(() => press(element, field, place, field.value), PAUSE_MS);
    }
  });
  field.addEventListener("keydown", (event) => {
    const isEntered = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (isEntered && tells && triggers.includes("on_enter_pressed")) {
      event.preventDefault();
      event.stopPropagation();
      press(element, field, place, field.value);
    }
  });
}
