/** A conversation: its header, its messages, and where to write; of the messages with the app, its prompts too. */

import { createComposer } from "./composer.js";
import { h, keyed } from "./dom.js";
import { showAppHeader, showChannelHeader } from "./header.js";
import { createLog } from "./talk/log.js";
import { rowsOfChannel } from "./talk/rows.js";

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createMessages(root, actions) {
  const head = h("header", { class: "place-header" });
  const body = h("div", { class: "place-body" });
  const prompts = h("div", { class: "prompts" });
  const foot = h("footer", { class: "place-foot" });
  root.append(head, body, prompts, foot);
  let now = { screen: null, tab: null };
  let editing = null;
  let where = "";
  const visits = createVisits(actions);
  const composer = createComposer(foot, actions);
  const log = createLog(body, {
    screen: () => now.screen,
    actions,
    isThread: false,
    edit(ts) {
      editing = ts;
      show();
      focusEdited(body, ts);
    },
  });

  function show() {
    const { screen, tab } = now;
    const channel = screen.channels.find((each) => each.id === screen.channel);
    root.setAttribute("aria-label", channel.kind === "im" ? `Messages with ${channel.name}` : `#${channel.name}`);
    if (channel.kind === "im") {
      showAppHeader(head, screen, "messages", actions);
    } else {
      showChannelHeader(head, screen, channel, actions);
    }
    const rows = rowsOfChannel(screen, editing);
    const empty = { kind: "empty", key: "empty", ...beginningOf(channel) };
    showPrompts(prompts, screen, channel, composer);
    composer.update(screen, { channel: channel.id, thread: null, label: placeholderOf(channel), closed: closedFor(channel, screen) });
    log.show({ id: `${screen.person} ${channel.id}`, label: labelOf(channel), rows: rows.length ? rows : [empty] });
    visits.note(channel, tab, screen.bot);
    if (where !== `${screen.person} ${channel.id}`) {
      where = `${screen.person} ${channel.id}`;
      focusAfterClick(composer);
    }
  }

  return {
    update(screen, tab) {
      // A screen of elsewhere is on its way out: the one of where the tab looks now follows.
      if (screen.channel === tab.channel && screen.person === tab.person) {
        now = { screen, tab };
        show();
      }
    },
  };
}

/**
 * Give the focus to the message that is being edited, or to where it stands again.
 * @param {HTMLElement} root
 * @param {string | null} ts
 */
export function focusEdited(root, ts) {
  const field = ts && root.querySelector(".editor-field");
  if (field) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  } else {
    root.querySelector(".log")?.focus({ preventScroll: true });
  }
}

/** Whoever came by keyboard stays where they are; whoever clicked can write at once. */
function focusAfterClick(composer) {
  if (!document.activeElement?.matches(":focus-visible")) {
    composer.focus();
  }
}

/** Tells the app when somebody opens the messages with it, and beside which channel. */
function createVisits(actions) {
  let beside = null;
  let visited = null;
  return {
    note(channel, tab, bot) {
      beside = channel.kind === "im" ? beside : channel.id;
      // A bot that is not there yet hears of the visit once it is.
      if (channel.kind !== "im" || tab.place !== "channel" || bot.state !== "answering") {
        visited = null;
      } else if (visited !== channel.id) {
        visited = channel.id;
        visit(beside, actions);
      }
    },
  };
}

async function visit(beside, actions) {
  const answer = await actions.gesture("open_messages", beside ? { looking_at: beside } : {});
  if (!answer.ok) {
    actions.say(answer.told);
  }
}

function showPrompts(root, screen, channel, composer) {
  const offered = channel.kind === "im" ? screen.prompts : startersOf(screen, channel);
  const draw = ({ title, prompts }) =>
    h(
      "div",
      { class: "prompts-inside", role: "group", "aria-label": title || "Suggested prompts" },
      title && h("p", { class: "prompts-title" }, title),
      prompts.map((prompt) => h("button", { type: "button", class: "prompt", onclick: () => composer.send(prompt.message) }, prompt.title)),
    );
  keyed(root, offered?.prompts.length ? [offered] : [], () => "prompts", draw);
}

/** What a newcomer may try where nobody has said anything yet: the app's own example, as a command and as a mention. */
function startersOf(screen, channel) {
  if (screen.messages.length || !channel.has_bot) {
    return null;
  }
  const texts = screen.app.commands
    .filter((each) => each.usage_hint)
    .flatMap(({ command, usage_hint: hint }) => [`${command} ${hint}`, `@${screen.bot.name} ${hint}`, `${command} help`]);
  return { title: "Try one of these", prompts: texts.map((text) => ({ title: text, message: text })) };
}

function labelOf(channel) {
  return channel.kind === "im" ? `Messages with ${channel.name}` : `Messages in #${channel.name}`;
}

function placeholderOf(channel) {
  return channel.kind === "im" ? `Message ${channel.name}` : `Message #${channel.name}`;
}

function beginningOf({ kind, name }) {
  return kind === "im"
    ? { title: name, label: `This is the very beginning of your messages with ${name}. Ask it something.` }
    : { title: `#${name}`, label: `This is the very beginning of #${name}. Nobody has said anything yet.` };
}

function closedFor(channel, screen) {
  if (channel.is_archived) {
    return `#${channel.name} is archived: nobody can write here.`;
  }
  return channel.is_member ? null : `${screen.names[screen.person]} is not in #${channel.name}, and can only read along.`;
}
