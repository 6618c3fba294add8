/** The list of what may be meant, above a field that somebody types into, after the ARIA pattern of a combobox. */

import { avatar } from "../avatars.js";
import { h } from "../dom.js";

let lists = 0;

/**
 * @param {HTMLTextAreaElement} field
 * @param {(text: string, caret: number) => import("./completions.js").Completions | null} offer
 * @returns {{list: HTMLElement, look: () => void, close: () => void, key: (event: KeyboardEvent) => boolean}}
 *   `look` after each change; `key` says whether a key was meant for the list.
 */
export function createCompleting(field, offer) {
  const list = h("ul", { class: "completions", id: `completions-${(lists += 1)}`, role: "listbox", "aria-label": "Suggestions", hidden: true });
  let offered = null;
  let at = 0;

  function look() {
    const isCaret = field.selectionStart === field.selectionEnd;
    offered = isCaret ? offer(field.value, field.selectionStart) : null;
    at = 0;
    draw();
  }

  function draw() {
    list.hidden = !offered;
    list.replaceChildren(...(offered?.options ?? []).map((option, index) => drawOption(option, index)));
    describe();
  }

  /** A textarea is a combobox only while there is something to choose: otherwise it is a field of many lines. */
  function describe() {
    const said = { role: "combobox", "aria-expanded": "true", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries({ ...said, "aria-activedescendant": `${list.id}-${at}` })) {
      if (offered) {
        field.setAttribute(name, value);
      } else {
        field.removeAttribute(name);
      }
    }
  }

  function drawOption(option, index) {
    const press = (event) => {
      event.preventDefault();
      choose(index);
    };
    const isChosen = index === at;
    return h(
      "li",
      { class: "completion", id: `${list.id}-${index}`, role: "option", "aria-selected": String(isChosen), onpointerdown: press },
      option.who ? avatar(option.who, "small") : h("span", { class: "completion-sign", "aria-hidden": "true" }, option.sign),
      h("span", { class: "completion-title" }, option.title),
      option.hint && h("span", { class: "completion-hint" }, option.hint),
      option.detail && h("span", { class: "completion-detail" }, option.detail),
    );
  }

  function choose(index) {
    const { from, to, options } = offered;
    field.setRangeText(options[index].insert, from, to, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function close() {
    offered = null;
    draw();
  }

  function move(step) {
    const number = offered.options.length;
    at = (at + step + number) % number;
    draw();
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function key(event) {
    if (!offered) {
      return false;
    }
    const isWhole = offered.isCommand && offered.options.some(({ title }) => title === field.value);
    const does = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: close,
      Tab: () => choose(at),
      // A command that is typed whole is ready to be sent.
      Enter: isWhole || event.shiftKey ? null : () => choose(at),
    }[event.key];
    if (!does) {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    does();
    return true;
  }

  return { list, look, close, key };
}
