/** What stands above the messages of a channel, and above the app's own place. */

import { avatar } from "./avatars.js";
import { h, keyed } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { icon } from "./icons.js";
import { withMenu } from "./talk/menu.js";

/**
 * @param {HTMLElement} root
 * @param {object} screen
 * @param {object} channel One of the screen's.
 * @param {object} actions
 */
export function showChannelHeader(root, screen, channel, actions) {
  const { id, name, kind, is_ext_shared, is_archived, has_bot } = channel;
  const said = { id, name, kind, is_ext_shared, is_archived, has_bot, bot: screen.bot.name };
  const draw = () =>
    h(
      "div",
      { class: "place-head", "data-key": "head" },
      h("h1", { class: "place-name" }, mark(channel), name),
      is_ext_shared && h("span", { class: "place-badge" }, icon("shared"), "Shared with another organisation"),
      is_archived && h("span", { class: "place-badge" }, "Archived"),
      h("span", { class: "place-gap" }),
      !is_archived && botButton(screen, channel, actions),
    );
  keepingFocus(root, () => keyed(root, [said], () => "head", draw));
}

/**
 * @param {HTMLElement} root
 * @param {object} screen
 * @param {"home" | "messages"} chosen
 * @param {object} actions
 */
export function showAppHeader(root, screen, chosen, actions) {
  const { bot, channels } = screen;
  const direct = channels.find((channel) => channel.kind === "im")?.id ?? null;
  // The tab that was pressed goes with its header.
  const turn = (change) => {
    actions.look(change);
    root.closest("main")?.focus();
  };
  const tab = (name, label, change) =>
    h(
      "button",
      { type: "button", class: "app-tab", "aria-current": chosen === name ? "page" : null, onclick: () => turn(change) },
      label,
    );
  const draw = () => {
    const places = [tab("home", "Home", { place: "home", thread: null })];
    if (direct) {
      places.push(tab("messages", "Messages", { place: "channel", channel: direct, thread: null }));
    }
    return h(
      "div",
      { class: "app-head", "data-key": "head" },
      h("h1", { class: "place-name" }, avatar({ ...bot, isBot: true }, "small"), bot.name),
      h("nav", { class: "app-tabs", "aria-label": bot.name }, places),
    );
  };
  keepingFocus(root, () => keyed(root, [{ bot: bot.id, name: bot.name, chosen, direct }], () => "head", draw));
}

/**
 * The sign before a channel's name.
 * @param {{kind: string}} channel
 * @returns {Node}
 */
export function mark({ kind }) {
  return kind === "private" ? icon("lock") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
}

function botButton(screen, channel, actions) {
  const { bot } = screen;
  const doing = (gesture) => async () => {
    const answer = await actions.gesture(gesture, { channel: channel.id });
    if (!answer.ok) {
      actions.say(answer.told);
    }
  };
  if (!channel.has_bot) {
    return h("button", { type: "button", class: "button", onclick: doing("invite") }, icon("add"), `Add ${bot.name}`);
  }
  const face = avatar({ ...bot, isBot: true }, "small");
  const button = h("button", { type: "button", class: "button" }, face, `${bot.name} is in this channel`);
  const remove = { label: `Remove ${bot.name} from #${channel.name}`, isDanger: true, run: doing("remove") };
  return withMenu(button, `${bot.name} in this channel`, () => [remove]);
}
