/** Behind the scenes: what goes to and fro, what can go wrong, and the articles; beside everything else. */

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { createArticles } from "./articles.js";
import { createFaults } from "./faults.js";
import { createLog } from "./log.js";
import { createRequests } from "./requests.js";
import { createTabs } from "./tabs.js";

const KEY = "quickjump.drawer";

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createDrawer(root, actions) {
  const log = createLog(actions);
  const parts = [
    { key: "requests", label: "Requests", ...named(createRequests(actions)) },
    { key: "faults", label: titleOf([]), ...named(createFaults(actions)) },
    { key: "articles", label: "Articles", ...named(createArticles(actions)) },
    { key: "log", label: "Log", ...named(log) },
  ];
  const tabs = createTabs("Behind the scenes", parts, { chosen: sessionStorage.getItem(KEY) ?? "", onChoose });
  const away = h("button", { type: "button", class: "tool-button", "aria-label": "Close behind the scenes", onclick: close }, icon("close"));
  root.append(h("header", { class: "drawer-head" }, tabs.list, away), ...tabs.panels);
  root.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  let isOpen = false;

  function onChoose(key) {
    sessionStorage.setItem(KEY, key);
    begin(key);
  }

  function begin(key) {
    if (key === "log") {
      log.load();
    }
  }

  function close() {
    actions.look({ drawer: false });
    document.querySelector('[aria-controls="drawer"]')?.focus();
  }

  return {
    update(screen, tab) {
      if (tab.drawer && !isOpen) {
        begin(tabs.chosen());
      }
      isOpen = tab.drawer;
      if (tab.drawer && screen.drawer) {
        parts.forEach((part) => part.update(screen));
        tabs.rename("faults", titleOf(screen.drawer.switches));
      }
    },
  };
}

/** Says on every tab that something goes wrong on purpose. */
function titleOf(switches) {
  const count = switches.filter((each) => each.on).length;
  return count ? `Faults & clock (${count} on)` : "Faults & clock";
}

function named({ root, update }) {
  return { panel: root, update };
}
