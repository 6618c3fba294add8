/** The app's Home, as it was published for whoever looks. */

import { h } from "./dom.js";
import { showAppHeader } from "./header.js";
import { createView } from "./view.js";

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createHome(root, actions) {
  const head = h("header", { class: "place-header" });
  const blocks = h("div", { class: "home-blocks" });
  const instead = h("p", { class: "home-instead" });
  const body = h("div", { class: "home-body", tabindex: "-1" }, instead, blocks);
  root.append(head, body);
  const view = createView(blocks, actions, () => {});
  let visitor = null;
  let refused = "";

  /** Opening the tab is what makes the app publish. */
  async function visit(person) {
    visitor = person;
    refused = "";
    const answer = await actions.gesture("open_home");
    if (!answer.ok && visitor === person) {
      refused = answer.told;
      instead.textContent = refused;
    }
  }

  return {
    update(screen, tab) {
      // A bot that is not there yet hears of the visit once it is.
      if (tab.place !== "home" || screen.bot.state !== "answering") {
        visitor = null;
      }
      if (tab.place !== "home") {
        refused = "";
      } else if (screen.person === tab.person) {
        showAppHeader(head, screen, "home", actions);
        instead.hidden = Boolean(screen.home);
        blocks.hidden = !screen.home;
        if (screen.home) {
          view.show(screen, screen.home);
        }
        if (visitor !== screen.person && screen.bot.state === "answering") {
          visit(screen.person);
        }
        instead.textContent = refused || `This is a work in progress! ${screen.bot.name} has published nothing here yet.`;
      }
    },
  };
}
