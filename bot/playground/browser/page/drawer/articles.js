/** The articles that the bot reads, which can be published, edited and removed while it does. */

import { h, keyed } from "../dom.js";
import { createArticleForm } from "./article_form.js";
import { createRemoval } from "./removal.js";

/**
 * @param {object} actions
 * @returns {{root: HTMLElement, update: (screen: object) => void}}
 */
export function createArticles(actions) {
  const form = createArticleForm(actions);
  const removal = createRemoval(actions);
  const publish = h("button", { type: "button", class: "button primary", onclick: form.publish }, "Publish an article");
  const wanted = h("input", { type: "search", id: "articles-wanted", placeholder: "Find an article", oninput: show });
  const count = h("p", { class: "drawer-quiet" });
  const list = h("ul", { class: "articles" });
  const root = h(
    "div",
    { class: "drawer-part" },
    h("div", { class: "drawer-tools" }, publish, h("label", { class: "unseen", for: "articles-wanted" }, "Find an article"), wanted),
    count,
    list,
    form.dialog,
    removal.dialog,
  );
  let articles = [];

  function show() {
    const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = articles.filter((each) => words.every((word) => `${each.title} ${each.category}`.toLowerCase().includes(word)));
    keyed(list, found, (each) => each.id, (each) => drawArticle(each, { edit: form.edit, remove: removal.ask }));
    count.textContent = `${found.length} of ${articles.length} articles, the last changed first.`;
  }

  return {
    root,
    update(screen) {
      articles = screen.drawer.articles;
      form.suggest(screen.drawer.categories);
      show();
    },
  };
}

function drawArticle(article, { edit, remove }) {
  const button = (label, act) =>
    h("button", { type: "button", class: "button", "aria-label": `${label} ${article.title}`, onclick: () => act(article) }, label);
  const about = [article.category, article.updated && `updated ${article.updated}`].filter(Boolean).join(" · ");
  return h(
    "li",
    { class: "article" },
    h(
      "div",
      { class: "article-words" },
      h("p", { class: "article-title" }, article.title, article.visibility === "internal" && h("span", { class: "article-internal" }, "internal")),
      h("p", { class: "drawer-quiet" }, about),
      article.problem && h("p", { class: "request-why" }, article.problem),
    ),
    button("Edit", edit),
    button("Remove", remove),
  );
}
