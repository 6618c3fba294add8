/** One message: who said it and when, what it says, what hangs below it and what can be done with it. */

import { avatar } from "../avatars.js";
import { drawBlocks } from "../blocks/blocks.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { goingTo, opening } from "../leaving.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { drawEditor } from "./editing.js";
import { drawPreview } from "./preview.js";
import { counted } from "./rows.js";
import { clock, whole } from "./times.js";
import { asTyped } from "./typed.js";
import { drawToolbar } from "./toolbar.js";

/** What people write beyond this is folded until somebody wants to read it. */
const FOLDED_FROM = 4000;

/**
 * @typedef {{screen: () => object, actions: object, isThread: boolean, edit: (ts: string | null) => void}} Talk
 *   What a list of messages has: the screen as it is now, and how to begin and end editing.
 *
 * @param {import("./rows.js").MessageRow} row
 * @param {Element | null} before What showed the message until now.
 * @param {Talk} talk
 * @returns {HTMLElement}
 */
export function drawMessage(row, before, talk) {
  const { message, follows, isEdited } = row;
  const time = clock(message.ts, row.tz);
  const looks = ["message", follows && "message-follows", message.is_ephemeral && "message-ephemeral", isEdited && "message-edited"];
  return h(
    "article",
    { class: looks.filter(Boolean).join(" "), "data-key": row.key, "data-ts": message.ts, tabindex: "-1", "aria-label": `${message.name}, ${time}` },
    h("div", { class: "message-side" }, follows ? moment(row, time) : avatar(authorOf(message), "large")),
    h(
      "div",
      { class: "message-main" },
      message.is_ephemeral && h("p", { class: "message-private" }, icon("eye"), "Only visible to you"),
      !follows && heading(row, time),
      isEdited ? editor(row, before, talk) : content(row, talk),
      row.replies && threadLink(row, talk),
    ),
    !isEdited && drawToolbar(row, talk),
  );
}

function authorOf(message) {
  return { id: message.user, name: message.name, isBot: message.is_bot };
}

function heading(row, time) {
  const { message } = row;
  const badge = message.is_bot && h("span", { class: "app-badge" }, "APP");
  return h("p", { class: "message-head" }, h("span", { class: "message-name" }, message.name), badge, moment(row, time));
}

function moment({ message, tz }, time) {
  const iso = new Date(Number(message.ts) * 1000).toISOString();
  return h("time", { class: "message-time", datetime: iso, title: whole(message.ts, tz) }, time);
}

function content({ message }, talk) {
  const context = contextOf(message, talk);
  // Slack's composer reads its markup before it sends: what people typed is read here.
  const isDrawn = message.is_bot && message.blocks?.length;
  const said = isDrawn ? drawBlocks(message.blocks, context) : h("div", { class: "mrkdwn rich-section" }, mrkdwn(message.text, context));
  const body = h("div", { class: "message-body" }, said);
  if (message.edited) {
    // Behind the last word, where what was typed ends.
    const end = [...body.querySelectorAll(".rich-section")].at(-1) ?? body;
    end.append(h("span", { class: "message-mark" }, " (edited)"));
  }
  const isFolded = !message.is_bot && message.text.length > FOLDED_FROM;
  return [isFolded ? folded(body) : body, message.previews.map((preview) => drawPreview(preview, context))];
}

function folded(body) {
  const unfold = () => {
    const isFolded = body.classList.toggle("message-folded");
    button.textContent = isFolded ? "Show more" : "Show less";
    button.setAttribute("aria-expanded", String(!isFolded));
  };
  const button = h("button", { type: "button", class: "link-button", "aria-expanded": "false", onclick: unfold }, "Show more");
  body.classList.add("message-folded");
  return [body, button];
}

function contextOf(message, { screen, actions }) {
  const surface = { channel: message.channel, ts: message.ts };
  return {
    get screen() {
      return screen();
    },
    surface,
    values: {},
    errors: {},
    press: (what) => actions.gesture("press", { surface, ...what }),
    suggest: (what) => actions.gesture("suggest", { surface, ...what }),
    changed: () => {},
    open: opening,
    goTo: (where) => goingTo(where, screen(), actions),
  };
}

function editor({ message }, before, { screen, actions, edit }) {
  const begun = before?.querySelector(".editor-field")?.value;
  const { channel, ts } = message;
  const save = async (text) => {
    const answer = await actions.gesture("edit", { channel, ts, text });
    if (answer.ok) {
      edit(null);
    }
    return answer;
  };
  return drawEditor(begun ?? asTyped(message.text, screen().names), { save, cancel: () => edit(null) });
}

function threadLink({ message, replies }, { actions }) {
  const open = () => actions.look({ thread: message.ts, place: "channel" });
  return h(
    "button",
    { type: "button", class: "thread-link", onclick: open },
    replies.authors.slice(0, 4).map((author) => avatar(author, "small")),
    h("span", { class: "thread-count" }, counted(replies.count)),
    h("span", { class: "thread-last" }, replies.last),
  );
}
