/** Where somebody writes: a field that grows, keeps what is not sent, and says why something was not. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { createCompleting } from "./talk/completing.js";
import { commandIn, completionsFor, namesFor } from "./talk/completions.js";
import { draftOf, keepDraft } from "./talk/drafts.js";

/** Slack takes no more; told here before it is sent. */
const MOST_CHARACTERS = 40_000;
const MOST_ROWS = 12;

/**
 * @typedef {{channel: string, thread: string | null, label: string, closed: string | null}} Where
 *   `closed` says in a sentence why nobody can write there.
 *
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, where: Where) => void, focus: () => void, send: (text: string) => Promise<void>}}
 */
export function createComposer(root, actions) {
  let now = { screen: null, where: null, place: "" };
  const parts = drawComposer({ typed, keyed, send: () => send(parts.field.value), insert });
  const { field, frame, told, closed } = parts;
  const completing = createCompleting(field, (text, caret) => {
    // Slack runs no commands in threads.
    const offer = now.where.thread ? namesFor : completionsFor;
    return offer(text, caret, now.screen);
  });
  frame.prepend(completing.list);
  field.addEventListener("blur", completing.close);
  field.addEventListener("click", completing.look);
  root.append(frame, closed);

  function update(screen, where) {
    const place = `${screen.person} ${where.channel} ${where.thread ?? ""}`;
    const isOther = place !== now.place;
    now = { screen, where, place };
    frame.hidden = Boolean(where.closed);
    closed.hidden = !where.closed;
    closed.textContent = where.closed ?? "";
    if (isOther) {
      field.setAttribute("aria-label", where.label);
      field.setAttribute("placeholder", where.label);
      fill(draftOf(place));
      say("");
    }
  }

  function fill(text) {
    field.value = text;
    completing.close();
    measure();
  }

  function typed() {
    keepDraft(now.place, field.value);
    say("");
    completing.look();
    measure();
  }

  /** As high as the text, ready to be sent or not, and with a hint behind a command. */
  function measure() {
    const text = field.value;
    const rows = Math.min(text.split("\n", MOST_ROWS).length, MOST_ROWS);
    field.setAttribute("rows", String(rows));
    const wrong = tooLong(text);
    parts.send.setAttribute("aria-disabled", String(!text.trim() || Boolean(wrong)));
    const command = commandIn(text, now.screen);
    parts.hint.textContent = command?.usage_hint ? `${command.command} ${command.usage_hint}` : "";
    if (wrong) {
      say(wrong);
    }
  }

  function keyed(event) {
    if (completing.key(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) {
      return;
    }
    event.preventDefault();
    send(field.value);
  }

  async function send(text) {
    if (!text.trim() || tooLong(text)) {
      measure();
      return;
    }
    const { place, where } = now;
    if (text === field.value) {
      fill("");
      keepDraft(place, "");
    }
    say("");
    frame.setAttribute("aria-busy", "true");
    const thread = where.thread ? { thread_ts: where.thread } : {};
    const answer = await actions.gesture("write", { channel: where.channel, text, ...thread });
    frame.removeAttribute("aria-busy");
    if (!answer.ok) {
      giveBack(place, text, answer.told);
    }
  }

  /** What was not sent stands in its field again, before what was typed since. */
  function giveBack(place, text, sentence) {
    const isHere = place === now.place;
    const since = isHere ? field.value : draftOf(place);
    const whole = since ? `${text}\n${since}` : text;
    keepDraft(place, whole);
    if (isHere) {
      fill(whole);
      say(sentence);
    } else {
      actions.say(sentence);
    }
  }

  function insert(sign) {
    const isBegun = field.value && !/\s$/.test(field.value.slice(0, field.selectionStart));
    const text = sign === "/" ? "/" : `${isBegun ? " " : ""}${sign}`;
    const [from, to] = sign === "/" ? [0, field.value.startsWith("/") ? 1 : 0] : [field.selectionStart, field.selectionEnd];
    field.focus();
    field.setRangeText(text, from, to, "end");
    typed();
  }

  function say(sentence) {
    told.textContent = sentence;
    told.hidden = !sentence;
  }

  return { update, send, focus: () => field.focus() };
}

function drawComposer({ typed, keyed, send, insert }) {
  const field = h("textarea", { class: "composer-field", rows: "1", oninput: typed, onkeydown: keyed });
  const hint = h("p", { class: "composer-hint" });
  const told = h("p", { class: "composer-told", role: "alert", hidden: true });
  const sign = (what, label) =>
    h("button", { type: "button", class: "composer-sign", "aria-label": label, title: label, onclick: () => insert(what) }, what);
  const sending = h("button", { type: "button", class: "composer-send", "aria-label": "Send", title: "Send", "aria-disabled": "true", onclick: send }, icon("send"));
  const tools = h(
    "div",
    { class: "composer-tools" },
    sign("@", "Mention somebody"),
    sign("#", "Name a channel"),
    sign("/", "Use a command"),
    hint,
    h("span", { class: "composer-busy", "aria-hidden": "true" }, "Sending…"),
    sending,
  );
  const box = h("div", { class: "composer-box" }, field, tools);
  const help = h("p", { class: "composer-help", "aria-hidden": "true" }, h("b", null, "Enter"), " to send, ", h("b", null, "Shift + Enter"), " for a new line");
  // Until it is known where one writes, there is nothing to write in.
  const frame = h("div", { class: "composer", hidden: true }, box, told, help);
  return { field, hint, told, send: sending, frame, closed: h("p", { class: "composer-closed", hidden: true }) };
}

function tooLong(text) {
  const number = text.length > MOST_CHARACTERS ? [...text].length : text.length;
  if (number <= MOST_CHARACTERS) {
    return "";
  }
  const long = number.toLocaleString("en-US");
  return `This is ${long} characters long, and Slack takes 40,000 at most. Shorten it, or send it in parts.`;
}
