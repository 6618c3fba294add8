/** A message being edited, where it stands. */

import { h } from "../dom.js";

/**
 * @param {string} text As it was typed.
 * @param {{save: (text: string) => Promise<{ok: boolean, told?: string}>, cancel: () => void}} done
 * @returns {HTMLElement}
 */
export function drawEditor(text, { save, cancel }) {
  const told = h("p", { class: "composer-told", role: "alert", hidden: true });
  const field = h("textarea", { class: "editor-field", "aria-label": "Edit message", rows: "2", value: text, onkeydown: keys });

  async function finish() {
    if (!field.value.trim()) {
      say("A message can't be empty. Delete it instead.");
      return;
    }
    const answer = await save(field.value);
    if (!answer.ok) {
      say(answer.told);
    }
  }

  function say(sentence) {
    told.textContent = sentence;
    told.hidden = false;
    field.focus();
  }

  function keys(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      cancel();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      finish();
    }
  }

  const buttons = h(
    "div",
    { class: "editor-buttons" },
    h("button", { type: "button", class: "button", onclick: cancel }, "Cancel"),
    h("button", { type: "button", class: "button primary", onclick: finish }, "Save"),
  );
  return h("div", { class: "editor" }, field, told, buttons);
}
