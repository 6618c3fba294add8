/** Tabs after the ARIA pattern: arrow keys go from one to the next, and one of them is in the order of Tab. */

import { h } from "../dom.js";

/**
 * @param {string} label What they are, for who can't see them.
 * @param {{key: string, label: string, panel: HTMLElement}[]} parts
 * @param {{chosen: string, onChoose: (key: string) => void}} at
 * @returns {{list: HTMLElement, panels: HTMLElement[], chosen: () => string, rename: (key: string, text: string) => void}}
 */
export function createTabs(label, parts, { chosen, onChoose }) {
  let current = parts.some((part) => part.key === chosen) ? chosen : parts[0].key;
  const tabs = parts.map(drawTab);
  const list = h("div", { class: "drawer-tabs", role: "tablist", "aria-label": label, onkeydown: go }, tabs);
  const panels = parts.map(drawPanel);

  function drawTab({ key, label: text }) {
    const ids = { id: `drawer-tab-${key}`, "aria-controls": `drawer-panel-${key}` };
    return h("button", { ...ids, type: "button", role: "tab", class: "drawer-tab", onclick: () => choose(key) }, text);
  }

  function drawPanel({ key, panel }) {
    const ids = { id: `drawer-panel-${key}`, "aria-labelledby": `drawer-tab-${key}` };
    return h("div", { ...ids, role: "tabpanel", class: "drawer-panel" }, panel);
  }

  function go(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const edge = { Home: 0, End: parts.length - 1 }[event.key];
    if (step === undefined && edge === undefined) {
      return;
    }
    event.preventDefault();
    const here = parts.findIndex((part) => part.key === current);
    const next = edge ?? (here + step + parts.length) % parts.length;
    choose(parts[next].key);
    tabs[next].focus();
  }

  function choose(key) {
    current = key;
    show();
    onChoose(key);
  }

  function show() {
    parts.forEach(({ key }, index) => {
      const isChosen = key === current;
      tabs[index].setAttribute("aria-selected", String(isChosen));
      tabs[index].tabIndex = isChosen ? 0 : -1;
      panels[index].hidden = !isChosen;
    });
  }

  show();
  return {
    list,
    panels,
    chosen: () => current,
    rename(key, text) {
      tabs[parts.findIndex((part) => part.key === key)].textContent = text;
    },
  };
}
