/** A field that chooses one or several of what it lists, after the ARIA pattern of comboboxes. */

import { h } from "../dom.js";
import { createListbox } from "./listbox.js";

/** @typedef {import("./listbox.js").Option} Option */
/** @typedef {import("./listbox.js").Group} Group */

/**
 * @typedef {object} Wanted
 * @property {Record<string, string | null | boolean>} attributes Of the input: its id, label and placeholder.
 * @property {Option[]} chosen
 * @property {boolean} several
 * @property {number} [most] How many may be chosen.
 * @property {boolean} clearable Whether nothing may be chosen again, where only one is.
 * @property {(typed: string, answered: (groups: Group[], otherwise: string) => void) => void} search
 *   Answers with what there is to choose, at once or later, and as often as it likes.
 * @property {(before: Option[]) => void} onChange
 */

/**
 * A combobox; its list opens when it is clicked, typed into or asked for with the arrow keys.
 * @param {Wanted} wanted
 */
export function createCombobox(wanted) {
  const input = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    ...wanted.attributes,
  });
  const chips = h("ul", { class: "chips", hidden: true });
  const field = h("div", { class: "combobox-field" }, chips, input);
  const state = { chosen: [...wanted.chosen], asked: 0, typed: "" };
  const list = createListbox(input, { several: wanted.several, onPick: (option) => pick(self, option) });
  const self = { wanted, input, chips, list, state };
  listen(self, field);
  draw(self);
  return {
    node: h("div", { class: "combobox" }, field, list.node),
    input,
    chosen: () => state.chosen,
    /** @param {Option[]} options */
    choose(options) {
      state.chosen = [...options];
      draw(self);
    },
  };
}

function listen(self, field) {
  const { input, list } = self;
  field.addEventListener("click", (event) => {
    if (event.target === input || event.target === field) {
      input.focus();
      ask(self, "");
    }
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => ask(self, input.value));
  input.addEventListener("blur", () => leave(self));
  input.addEventListener("keydown", (event) => {
    const done = KEYS[event.key]?.(self, event);
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  input.addEventListener("compositionstart", () => list.close());
}

/** What a key does; true where nothing else shall. */
const KEYS = {
  ArrowDown: (self) => step(self, 1),
  ArrowUp: (self) => step(self, -1),
  Enter(self, event) {
    const option = self.list.active;
    if (!self.list.isOpen || !option || event.isComposing) {
      return self.list.isOpen;
    }
    pick(self, option);
    return true;
  },
  Escape(self) {
    if (!self.list.isOpen) {
      return false;
    }
    self.list.close();
    drawText(self);
    return true;
  },
  Backspace(self) {
    const { state, input, wanted } = self;
    if (!wanted.several || input.value || !state.chosen.length) {
      return false;
    }
    change(self, state.chosen.slice(0, -1));
    return true;
  },
};

function step(self, by) {
  if (self.list.isOpen) {
    self.list.move(by);
  } else {
    ask(self, "");
  }
  return true;
}

function ask(self, typed) {
  const { state, list, wanted } = self;
  const asked = (state.asked += 1);
  wanted.search(typed.trim(), (groups, otherwise) => {
    // What was typed before is answered too late.
    if (asked === state.asked && document.activeElement === self.input) {
      list.show(groups, new Set(state.chosen.map((each) => each.value)), otherwise);
    }
  });
}

function pick(self, option) {
  const { state, wanted, list } = self;
  const isChosen = state.chosen.some((each) => each.value === option.value);
  if (!wanted.several) {
    list.close();
    change(self, [option]);
  } else if (isChosen) {
    change(self, without(state.chosen, option));
  } else if (state.chosen.length >= (wanted.most ?? Infinity)) {
    list.say(`You can choose up to ${wanted.most}. Remove one first.`);
  } else {
    change(self, [...state.chosen, option]);
    ask(self, "");
  }
}

function without(options, option) {
  return options.filter((each) => each.value !== option.value);
}

function change(self, chosen) {
  const { state, wanted } = self;
  const before = state.chosen;
  state.chosen = chosen;
  draw(self);
  const values = (options) => JSON.stringify(options.map((each) => each.value));
  // Slack tells its app of a choice that was made before, too, where only one is made.
  if (values(before) !== values(chosen) || !wanted.several) {
    wanted.onChange(before);
  }
}

function leave(self) {
  const { state, wanted, input, list } = self;
  state.asked += 1;
  list.close();
  if (wanted.clearable && !wanted.several && !input.value.trim() && state.chosen.length) {
    change(self, []);
  }
  drawText(self);
}

function draw(self) {
  const { state, chips, wanted } = self;
  drawText(self);
  if (!wanted.several) {
    return;
  }
  chips.hidden = state.chosen.length === 0;
  chips.replaceChildren(...state.chosen.map((option) => chip(self, option)));
}

/** What is chosen, or nothing where that stands beside it. */
function drawText({ state, wanted, input }) {
  input.value = wanted.several ? "" : (state.chosen[0]?.text ?? "");
}

function chip(self, option) {
  const remove = () => {
    change(self, without(self.state.chosen, option));
    self.input.focus();
  };
  const button = h("button", { type: "button", "aria-label": `Remove ${option.text}`, onclick: remove }, "×");
  return h("li", { class: "chip" }, option.text, button);
}
