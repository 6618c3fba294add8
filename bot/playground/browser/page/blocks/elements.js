/** The elements of blocks, each drawn by its type. */

import { h } from "../dom.js";
import { button, feedbackButtons, iconButton, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { picture } from "./images.js";
import { menu } from "./menus.js";
import { overflow } from "./overflow.js";
import { datePicker, momentPicker, timePicker } from "./pickers.js";
import { richTextInput, textInput } from "./typing.js";

const MENUS = ["static_select", "external_select", "users_select", "channels_select", "conversations_select"];

const ELEMENTS = {
  button,
  workflow_button: workflowButton,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  overflow,
  image: picture,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richTextInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: momentPicker,
  file_input: () => h("p", { class: "not-drawn" }, "Files can't be chosen in this playground."),
  ...Object.fromEntries(MENUS.flatMap((name) => [[name, menu], [`multi_${name}`, menu]])),
};

/**
 * An element of a block.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function drawElement(element, place) {
  const draw = ELEMENTS[element.type];
  return draw ? draw(element, place) : h("p", { class: "not-drawn" }, `The playground does not draw “${element.type}”.`);
}

/** Those that a label can point to by itself; the others are groups. */
export const HAS_ONE_FIELD = new Set(
  Object.keys(ELEMENTS).filter((type) => !["checkboxes", "radio_buttons", "file_input"].includes(type)),
);
