/** The list that a combobox opens: options, in groups or not, or a sentence instead. */

import { h } from "../dom.js";
import { openBeside, shut } from "./popups.js";

/** @typedef {{value: string, text: string, description?: string}} Option */
/** @typedef {{label: string, options: Option[]}} Group A group without a label is none. */

let made = 0;

/**
 * A list of options beside an input, one of which is active while the input keeps the focus.
 * @param {HTMLInputElement} input
 * @param {{several: boolean, onPick: (option: Option) => void}} options
 */
export function createListbox(input, { several, onPick }) {
  const id = `listbox-${(made += 1)}`;
  const name = input.getAttribute("aria-label") ?? "Options";
  const list = h("div", { id, role: "listbox", "aria-label": name, "aria-multiselectable": several ? "true" : null });
  const told = h("p", { class: "popup-told", role: "status" });
  const node = h("div", { class: "popup", popover: "manual" }, list, told);
  let shown = [];
  let active = -1;
  // The input keeps its focus when an option is pressed.
  node.addEventListener("mousedown", (event) => event.preventDefault());
  input.setAttribute("aria-controls", id);

  function activate(index) {
    shown[active]?.node.classList.remove("active");
    active = index;
    shown[active]?.node.classList.add("active");
    shown[active]?.node.scrollIntoView({ block: "nearest" });
    setOrRemove(input, "aria-activedescendant", shown[active]?.node.id);
  }

  function open() {
    openBeside(node, input.parentElement, { close });
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    shut(node);
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  return {
    node,
    close,
    get isOpen() {
      return node.matches(":popover-open");
    },
    get active() {
      return shown[active]?.option ?? null;
    },
    /** @param {Group[]} groups @param {Set<string>} chosen @param {string} otherwise Said when there are no options. */
    show(groups, chosen, otherwise) {
      shown = [];
      const draw = (option) => drawnOption(option, { id, chosen, shown, onPick });
      list.replaceChildren(...groups.map((group, index) => drawnGroup(group, `${id}-${index}`, draw)).flat());
      list.hidden = shown.length === 0;
      told.textContent = shown.length ? "" : otherwise;
      open();
      activate(first(shown, chosen, several));
    },
    /** @param {string} sentence */
    say(sentence) {
      this.show([], new Set(), sentence);
    },
    /** @param {number} step */
    move(step) {
      if (shown.length) {
        activate((active + step + shown.length) % shown.length);
      }
    },
  };
}

/** Where the list begins: at what is chosen, else at its first. */
function first(shown, chosen, several) {
  const at = several ? -1 : shown.findIndex(({ option }) => chosen.has(option.value));
  return Math.max(at, shown.length ? 0 : -1);
}

function drawnGroup(group, id, draw) {
  const options = group.options.map(draw);
  if (!group.label) {
    return options;
  }
  const label = h("div", { id, class: "group-label", role: "presentation" }, group.label);
  return [h("div", { role: "group", "aria-labelledby": id }, label, options)];
}

function drawnOption(option, { id, chosen, shown, onPick }) {
  const node = h(
    "div",
    {
      id: `${id}-option-${shown.length}`,
      role: "option",
      class: "option",
      "aria-selected": String(chosen.has(option.value)),
      onclick: () => onPick(option),
    },
    option.text,
    option.description && h("span", { class: "option-description" }, option.description),
  );
  shown.push({ option, node });
  return node;
}

function setOrRemove(node, name, value) {
  if (value) {
    node.setAttribute(name, value);
  } else {
    node.removeAttribute(name);
  }
}
