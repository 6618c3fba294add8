/** What can be done with a message: the small bar at its corner, and its menu. */

import { agreed } from "../blocks/confirming.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { withMenu } from "./menu.js";

const words = (text) => ({ type: "plain_text", text });
const DELETING = {
  title: words("Delete message"),
  text: words("Are you sure you want to delete this message? This can't be undone."),
  confirm: words("Delete"),
  deny: words("Cancel"),
  style: "danger",
};

/**
 * @param {import("./rows.js").MessageRow} row
 * @param {import("./message.js").Talk} talk
 * @returns {HTMLElement | null} Null where Slack offers nothing: a message for one person's eyes is not really there.
 */
export function drawToolbar(row, talk) {
  const { message } = row;
  if (message.is_ephemeral) {
    return null;
  }
  const more = h("button", { type: "button", class: "tool-button", tabindex: "-1", "aria-label": "More actions", title: "More actions" }, icon("more"));
  const answer = () => talk.actions.look({ thread: message.ts, place: "channel" });
  return h(
    "div",
    { class: "message-tools" },
    !talk.isThread &&
      h("button", { type: "button", class: "tool-button", tabindex: "-1", "aria-label": "Reply in thread", title: "Reply in thread", onclick: answer }, icon("reply")),
    withMenu(more, "Message actions", () => itemsOf(row, talk)),
  );
}

function itemsOf({ message, isOwn }, talk) {
  const { actions, screen, isThread, edit } = talk;
  const shortcuts = screen().app.shortcuts.map(({ name, callback_id }) => ({
    label: `${name} (${screen().bot.name})`,
    run: () => told(actions, "shortcut", { channel: message.channel, ts: message.ts, callback_id }),
  }));
  const reply = { label: "Reply in thread", run: () => actions.look({ thread: message.ts, place: "channel" }) };
  const own = [
    { label: "Edit message", run: () => edit(message.ts) },
    { label: "Delete message…", isDanger: true, run: () => retract(message, talk) },
  ];
  return [...(isThread ? [] : [reply]), ...shortcuts, ...(isOwn ? own : [])];
}

async function retract({ channel, ts }, { actions, screen }) {
  if (await agreed({ confirm: DELETING }, { screen: screen() })) {
    await told(actions, "retract", { channel, ts });
  }
}

async function told(actions, name, body) {
  const answer = await actions.gesture(name, body);
  if (!answer.ok) {
    actions.say(answer.told);
  }
}
