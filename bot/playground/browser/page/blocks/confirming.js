/** The question that stands between a press and what it does. */

import { h } from "../dom.js";
import { plain, shownText } from "../text/objects.js";

let asked = 0;

/**
 * Ask, if an element is to be confirmed.
 * @param {{confirm?: object}} element
 * @param {object} context
 * @returns {Promise<boolean>} Whether the person goes on.
 */
export async function agreed(element, context) {
  return element.confirm ? ask(element.confirm, context) : true;
}

function ask(confirm, context) {
  const dialog = drawn(confirm, context);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

function drawn(confirm, context) {
  const id = `confirm-${(asked += 1)}`;
  const style = confirm.style === "danger" ? "danger" : "primary";
  const answer = (value, text, look, autofocus) =>
    h("button", { class: `button ${look}`, value, autofocus, onclick: () => dialog.close(value) }, text);
  const dialog = h(
    "dialog",
    { class: "confirm", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` },
    h("h2", { id: `${id}-title` }, plain(confirm.title) || "Are you sure?"),
    h("div", { id: `${id}-text`, class: "confirm-text" }, shownText(confirm.text, context)),
    h(
      "div",
      { class: "confirm-answers" },
      answer("no", plain(confirm.deny) || "Cancel", "", true),
      answer("yes", plain(confirm.confirm) || "Yes", style, false),
    ),
  );
  return dialog;
}
