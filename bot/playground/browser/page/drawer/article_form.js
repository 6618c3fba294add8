/** The form in which an article is written. What was typed to publish stays until it is published. */

import { h } from "../dom.js";

const EMPTY = { title: "", body: "", summary: "", category: "", visibility: "public" };

const LATER = {
  publish: "The bot reads it within a few seconds; subscribed channels are told.",
  edit: "The bot reads it within a few seconds; subscribed channels are told, and posts that name it get its new title.",
};

/**
 * @param {object} actions
 * @returns {{dialog: HTMLDialogElement, publish: () => void, edit: (article: {id: string}) => Promise<void>, suggest: (categories: string[]) => void}}
 */
export function createArticleForm(actions) {
  const fields = drawFields();
  const parts = drawDialog(fields, { send, away: () => parts.dialog.close() });
  let editing = null;
  let unpublished = EMPTY;

  function publish() {
    open(null, unpublished);
  }

  async function edit({ id }) {
    const answer = await actions.gesture("control/article", { id });
    if (answer.ok) {
      open(answer.article, answer.article);
    } else {
      actions.say(answer.told);
    }
  }

  function open(article, values) {
    editing = article;
    fill(values);
    parts.title.textContent = article ? "Edit an article" : "Publish an article";
    parts.send.textContent = article ? "Save" : "Publish";
    parts.next.textContent = article ? LATER.edit : LATER.publish;
    say("", "");
    parts.dialog.showModal();
    fields.inputs.title.focus();
  }

  function fill(values) {
    for (const name of Object.keys(EMPTY)) {
      fields.inputs[name].value = values[name];
    }
  }

  function written() {
    return Object.fromEntries(Object.keys(EMPTY).map((name) => [name, fields.inputs[name].value]));
  }

  async function send(event) {
    event.preventDefault();
    parts.send.disabled = true;
    const which = editing ? { id: editing.id, revision: editing.revision } : {};
    const answer = await actions.gesture(editing ? "control/edit_article" : "control/publish", { ...which, ...written() });
    parts.send.disabled = false;
    if (!answer.ok) {
      say(answer.told, answer.field);
      return;
    }
    fill(EMPTY);
    parts.dialog.close();
    actions.say(answer.told);
  }

  function say(told, field) {
    parts.wrong.textContent = told;
    for (const [name, input] of Object.entries(fields.inputs)) {
      input.setAttribute("aria-invalid", String(name === field));
    }
    fields.inputs[field]?.focus();
  }

  parts.dialog.addEventListener("close", () => {
    unpublished = editing ? unpublished : written();
  });
  return { dialog: parts.dialog, publish, edit, suggest: fields.suggest };
}

function drawFields() {
  const known = h("datalist", { id: "article-categories" });
  const inputs = {
    title: h("input", { id: "article-title", type: "text", autocomplete: "off" }),
    category: h("input", { id: "article-category", type: "text", list: "article-categories", autocomplete: "off" }),
    summary: h("input", { id: "article-summary", type: "text", autocomplete: "off" }),
    body: h("textarea", { id: "article-body", rows: 8 }),
    visibility: h("select", { id: "article-visibility" }, h("option", { value: "public" }, "Everybody"), h("option", { value: "internal" }, "Colleagues only (internal)")),
  };
  return {
    inputs,
    root: [
      field("Title", inputs.title),
      field("Category", inputs.category, "One of those there, or a new one; “Orders / Refunds” is Refunds in Orders."),
      field("Summary", inputs.summary, "Optional: a sentence or two that stand below the title."),
      field("Text", inputs.body, "Markdown."),
      field("Who may read it", inputs.visibility),
      known,
    ],
    suggest(categories) {
      known.replaceChildren(...categories.map((value) => h("option", { value })));
    },
  };
}

function field(label, input, hint) {
  const told = hint && h("p", { id: `${input.id}-hint`, class: "drawer-quiet" }, hint);
  if (told) {
    input.setAttribute("aria-describedby", told.id);
  }
  return h("div", { class: "form-field" }, h("label", { for: input.id }, label), input, told);
}

function drawDialog(fields, { send, away }) {
  const title = h("h2", { id: "article-form-title", class: "drawer-heading" });
  const wrong = h("p", { class: "form-wrong", role: "alert" });
  const next = h("p", { class: "drawer-quiet" });
  const button = h("button", { type: "submit", class: "button primary" });
  const cancel = h("button", { type: "button", class: "button", onclick: away }, "Cancel");
  const form = h("form", { novalidate: true, onsubmit: send }, title, fields.root, next, wrong, h("div", { class: "drawer-buttons" }, cancel, button));
  const dialog = h("dialog", { class: "drawer-dialog", "aria-labelledby": "article-form-title" }, form);
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  return { dialog, title, wrong, next, send: button };
}
