/** A list of messages that is read out as it grows, and stays at its end for whoever is there. */

import { h, keyed } from "../dom.js";
import { keepingFocus } from "../focus.js";
import { icon } from "../icons.js";
import { drawMessage } from "./message.js";
import { letWalk } from "./walking.js";

/** Nearer than this to the end counts as being there. */
const NEAR_PX = 80;

/**
 * @param {HTMLElement} root What the list is drawn into.
 * @param {import("./message.js").Talk} talk
 * @returns {{show: (what: {id: string, label: string, rows: object[]}) => void}}
 *   `id` says which list it is: another one begins at its end, and is not read out from the start.
 */
export function createLog(root, talk) {
  const newer = h("button", { type: "button", class: "log-newer", hidden: true, onclick: toEnd }, icon("down"), "New messages");
  const frame = h("div", { class: "log-frame" }, newer);
  const resizing = new ResizeObserver(resized);
  let shown = { id: null, list: null, last: null };
  let isAtEnd = true;
  let height = 0;
  root.append(frame);

  function begin({ id, label }) {
    const list = h("div", { class: "log", role: "log", "aria-label": label, tabindex: "0", onscroll: scrolled });
    letWalk(list);
    resizing.disconnect();
    resizing.observe(list);
    shown.list?.remove();
    shown = { id, list, last: null };
    isAtEnd = true;
    return list;
  }

  function resized() {
    height = shown.list.clientHeight;
    if (isAtEnd) {
      toEnd();
    }
  }

  function scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = shown.list;
    // What moves since its frame has changed was moved by nobody.
    if (clientHeight !== height) {
      return;
    }
    isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    newer.hidden = newer.hidden || isAtEnd;
  }

  function toEnd() {
    shown.list.scrollTop = shown.list.scrollHeight;
    newer.hidden = true;
  }

  function show(what) {
    const isOther = what.id !== shown.id;
    const list = isOther ? begin(what) : shown.list;
    const draw = (row, before) => drawRow(row, before, talk);
    keepingFocus(list, () => keyed(list, what.rows, (row) => row.key, draw));
    if (isOther) {
      frame.prepend(list);
    }
    follow(what.rows.at(-1), isOther);
  }

  /** Go along to what is new, unless somebody reads further up what others say. */
  function follow(last, isOther) {
    const isNew = !isOther && last && last.key !== shown.last;
    shown.last = last?.key ?? null;
    if (isOther || isAtEnd || (isNew && last.isOwn)) {
      toEnd();
    } else if (isNew) {
      newer.hidden = false;
    }
  }

  return { show };
}

function drawRow(row, before, talk) {
  if (row.kind === "day") {
    return h("div", { class: "day", role: "separator", "aria-label": row.label }, h("span", { class: "day-name" }, row.label));
  }
  if (row.kind === "count") {
    return h("div", { class: "thread-divider" }, row.label);
  }
  if (row.kind === "empty") {
    return h("div", { class: "log-empty" }, row.title && h("h2", null, row.title), h("p", null, row.label));
  }
  return drawMessage(row, before, talk);
}
