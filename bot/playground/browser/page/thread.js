/** The thread beside a conversation. */

import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { focusEdited } from "./messages.js";
import { createLog } from "./talk/log.js";
import { rowsOfThread } from "./talk/rows.js";

const GONE = "This thread isn't here any more: its first message was deleted, or stands in another channel.";

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createThread(root, actions) {
  const where = h("span", { class: "thread-where" });
  const away = h("button", { type: "button", class: "tool-button", "aria-label": "Close thread", title: "Close", onclick: close }, icon("close"));
  const head = h("header", { class: "place-header" }, h("div", { class: "place-head" }, h("h2", { class: "place-name" }, "Thread"), where, h("span", { class: "place-gap" }), away));
  const body = h("div", { class: "place-body" });
  const foot = h("footer", { class: "place-foot" });
  root.append(head, body, foot);
  let now = { screen: null, tab: null };
  let editing = null;
  let opened = null;
  const composer = createComposer(foot, actions);
  const log = createLog(body, {
    screen: () => now.screen,
    actions,
    isThread: true,
    edit(ts) {
      editing = ts;
      show();
      focusEdited(body, ts);
    },
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      close();
    }
  });

  function close() {
    const first = now.tab?.thread;
    actions.look({ thread: null });
    document.querySelector(`#channel [data-ts="${first}"] .thread-link, #channel .composer-field`)?.focus();
  }

  function show() {
    const { screen, tab } = now;
    const channel = screen.channels.find((each) => each.id === screen.channel);
    where.textContent = channel.kind === "im" ? channel.name : `#${channel.name}`;
    const rows = rowsOfThread(screen, tab.thread, editing);
    const gone = { kind: "empty", key: "gone", label: GONE };
    log.show({ id: `${screen.person} ${tab.thread}`, label: "Messages in this thread", rows: rows.length ? rows : [gone] });
    const closed = rows.length && channel.is_member && !channel.is_archived ? null : "Nobody can write here now.";
    composer.update(screen, { channel: channel.id, thread: tab.thread, label: "Reply in thread", closed });
    if (opened !== tab.thread) {
      opened = tab.thread;
      composer.focus();
    }
  }

  return {
    update(screen, tab) {
      if (!tab.thread || tab.place !== "channel") {
        opened = null;
      } else if (screen.channel === tab.channel && screen.person === tab.person) {
        now = { screen, tab };
        show();
      }
    },
  };
}
