/** What the tests call from outside: draws blocks below the page's body, and keeps what they ask for. */

import { readValues, showBlocks } from "/page/blocks/blocks.js";
import { mrkdwn } from "/page/text/mrkdwn.js";

const asked = [];
let answers = {};
let context = {};

globalThis.gallery = {
  asked,
  show(blocks, given) {
    answers = given.answers ?? {};
    context = { ...given, press: (what) => answer("press", what), suggest: (what) => answer("suggest", what) };
    context.goTo = (where) => asked.push(["goTo", where]);
    context.open = (address) => asked.push(["open", address]);
    showBlocks(document.querySelector("main"), blocks, context);
  },
  /** Messages and views below each other, each by itself. */
  hang(surfaces, given) {
    const hung = surfaces.map((blocks) => {
      const node = document.createElement("article");
      showBlocks(node, blocks, { ...context, ...given });
      return node;
    });
    document.querySelector("main").replaceChildren(...hung);
  },
  values: () => readValues(document.querySelector("main")),
  html(text, given, options) {
    const node = document.createElement("div");
    node.append(mrkdwn(text, given, options));
    return node.innerHTML;
  },
};

/** An answer that is held back is given when the test says so. */
async function answer(kind, what) {
  asked.push([kind, what]);
  if (answers.held) {
    await new Promise((resolve) => (globalThis.gallery.release = resolve));
  }
  return answers[kind] ?? { ok: true };
}

document.querySelector("main").setAttribute("data-ready", "");
