/** The modals that somebody has open: the topmost is shown, and keeps what is typed until it is sent. */

import { h } from "./dom.js";
import { wantingIn } from "./filling.js";
import { icon } from "./icons.js";
import { createView } from "./view.js";

/** So long after the last key, what is filled in is told, so that it is there when the app draws the view anew. */
const FILL_AFTER_MS = 250;

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createModal(root, actions) {
  const parts = drawDialog({ submit, back: close, away: closeAll });
  const { dialog, form, blocks } = parts;
  const view = createView(blocks, actions, fillSoon);
  root.append(dialog);
  let stack = [];
  let timer = 0;
  const top = () => stack.at(-1) ?? null;

  function update(screen, tab) {
    const before = top();
    stack = screen.person === tab.person ? screen.modals : [];
    if (!top()) {
      clearTimeout(timer);
      dialog.close();
      return;
    }
    showFrame(parts, stack);
    view.show(screen, top());
    if (before?.id !== top().id) {
      say("");
      begin();
    } else if (document.activeElement === document.body) {
      parts.title.focus(); // what had the focus is no longer there, and Escape is heard in the window alone
    }
    showErrors(before);
  }

  function begin() {
    if (!dialog.open) {
      dialog.showModal();
    }
    parts.body.scrollTop = 0;
    const first = blocks.querySelector("[autofocus]") ?? blocks.querySelector("input, textarea, select") ?? parts.title;
    first.focus();
  }

  /** What the app finds wrong replaces what we did. */
  function showErrors(before) {
    const isNew = JSON.stringify(top().errors ?? {}) !== JSON.stringify(before?.errors ?? {});
    if (isNew) {
      view.blame({});
    }
  }

  function fillSoon() {
    clearTimeout(timer);
    // A fill that fails is told when the form is sent, which fills it in again.
    timer = setTimeout(() => actions.gesture("fill", { values: view.values() }), FILL_AFTER_MS);
  }

  async function submit(event) {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true" || !top()?.submit) {
      return;
    }
    clearTimeout(timer);
    say("");
    const wanting = wantingIn(top().blocks, view.values());
    if (Object.keys(wanting).length) {
      view.blame(wanting);
      return;
    }
    busy(true);
    const answer = await actions.gesture("submit", { values: view.values() });
    busy(false);
    if (!answer.ok) {
      say(answer.told);
    }
  }

  function busy(isBusy) {
    form.setAttribute("aria-busy", String(isBusy));
    parts.send.setAttribute("aria-disabled", String(isBusy));
  }

  async function close() {
    clearTimeout(timer);
    const answer = await actions.gesture("close");
    if (!answer.ok) {
      say(answer.told);
    }
  }

  /** As Slack's ✕: the whole stack. */
  async function closeAll() {
    for (const _ of [...stack]) {
      await close();
    }
  }

  function say(sentence) {
    parts.told.textContent = sentence;
    parts.told.hidden = !sentence;
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
    }
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  return { update };
}

function showFrame(parts, stack) {
  const { title, submit, close } = stack.at(-1);
  parts.title.textContent = title;
  parts.back.hidden = stack.length < 2;
  parts.send.hidden = !submit;
  parts.send.textContent = submit ?? "";
  parts.cancel.textContent = close ?? (submit ? "Cancel" : "Close");
}

function drawDialog({ submit, back, away }) {
  const title = h("h2", { id: "modal-title", class: "dialog-title", tabindex: "-1" });
  const goBack = h("button", { type: "button", class: "tool-button", "aria-label": "Back", title: "Back", onclick: back }, icon("back"));
  const goAway = h("button", { type: "button", class: "tool-button", "aria-label": "Close window", title: "Close", onclick: away }, icon("close"));
  const blocks = h("div", { class: "dialog-blocks" });
  const told = h("p", { class: "dialog-told", role: "alert", hidden: true });
  const body = h("div", { class: "dialog-body" }, blocks);
  const cancel = h("button", { type: "button", class: "button", onclick: back });
  const send = h("button", { type: "submit", class: "button primary" });
  const form = h(
    "form",
    { class: "dialog-form", novalidate: true, onsubmit: submit },
    h("header", { class: "dialog-head" }, goBack, title, goAway),
    body,
    told,
    h("footer", { class: "dialog-foot" }, cancel, send),
  );
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "modal-title" }, form);
  return { dialog, form, title, back: goBack, blocks, body, told, cancel, send };
}
