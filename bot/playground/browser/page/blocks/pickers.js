/** Dates and times, picked as the browser lets people pick them. */

import { h } from "../dom.js";
import { momentOf, wallClock, zoneOf } from "../text/zones.js";
import { choose } from "./pressing.js";
import { holds, startOf } from "./values.js";

// A year is typed digit by digit, and the browser tells of each.
const FIRST_WHOLE_YEAR = "1000";

/** @param {object} element @param {import("./pressing.js").Place} place */
export function datePicker(element, place) {
  return picker(element, place, { type: "date", label: "Date", show: same, read: same });
}

/** @param {object} element @param {import("./pressing.js").Place} place */
export function timePicker(element, place) {
  const zone = element.timezone ? h("span", { class: "zone" }, element.timezone) : null;
  return picker(element, place, { type: "time", label: "Time", show: same, read: same, beside: zone });
}

/**
 * Slack keeps a moment; people read the clock of their own time zone.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 */
export function momentPicker(element, place) {
  const zone = zoneOf(place.context.screen);
  return picker(element, place, {
    type: "datetime-local",
    label: "Date and time",
    show: (moment) => wallClock(moment, zone).toISOString().slice(0, 16),
    read: (wall) => momentOf(new Date(`${wall}Z`), zone),
    beside: h("span", { class: "zone" }, zone),
  });
}

function same(value) {
  return value;
}

function picker(element, place, { type, label, show, read, beside = null }) {
  const start = startOf(element, place);
  const shown = start === null ? "" : show(start);
  const autofocus = element.focus_on_load === true;
  const input = h("input", { type, class: "picker", value: shown, autofocus, "aria-label": label, ...place.labels });
  let before = shown;
  input.addEventListener("change", async () => {
    if (type !== "time" && input.value && input.value < FIRST_WHOLE_YEAR) {
      return;
    }
    const last = before;
    before = input.value;
    const undo = () => (before = input.value = last);
    await choose(element, input, place, { value: input.value ? read(input.value) : null, undo });
  });
  const node = h("div", { class: "picking" }, input, beside);
  return holds(node, element.action_id, () => (input.value ? read(input.value) : null));
}
