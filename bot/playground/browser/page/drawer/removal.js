/** Asks before an article is removed. */

import { h } from "../dom.js";

/**
 * @param {object} actions
 * @returns {{dialog: HTMLDialogElement, ask: (article: {id: string, title: string}) => Promise<void>}}
 */
export function createRemoval(actions) {
  const title = h("h2", { id: "removal-title", class: "drawer-heading" });
  const wrong = h("p", { class: "form-wrong", role: "alert" });
  const keep = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Keep it");
  const remove = h("button", { type: "button", class: "button danger", onclick: confirm }, "Remove it");
  const next = h("p", { id: "removal-next" }, "The bot stops answering with it within a few seconds, and says in its posts that it is gone.");
  const dialog = h(
    "dialog",
    { class: "drawer-dialog", role: "alertdialog", "aria-labelledby": "removal-title", "aria-describedby": "removal-next" },
    title,
    next,
    wrong,
    h("div", { class: "drawer-buttons" }, keep, remove),
  );
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  let article = null;

  /** What is removed is what stands there now, and not what another tab makes of it while it is asked about. */
  async function ask(asked) {
    const answer = await actions.gesture("control/article", { id: asked.id });
    if (!answer.ok) {
      actions.say(answer.told);
      return;
    }
    article = answer.article;
    title.textContent = `Remove “${article.title}”?`;
    wrong.textContent = "";
    dialog.showModal();
    keep.focus();
  }

  async function confirm() {
    remove.disabled = true;
    const answer = await actions.gesture("control/remove_article", { id: article.id, revision: article.revision });
    remove.disabled = false;
    if (answer.ok) {
      dialog.close();
      actions.say(answer.told);
    } else {
      wrong.textContent = answer.told;
    }
  }

  return { dialog, ask };
}
