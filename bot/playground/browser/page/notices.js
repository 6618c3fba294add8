/** What is told beside everything else: notices that go again, and the banner about the bot and the line to it. */

import { h, keyed } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 10_000;

/**
 * @param {HTMLElement} root
 * @returns {{say: (told: string) => void}}
 */
export function createNotices(root) {
  // A popover that was opened last stands above an open window too.
  root.setAttribute("popover", "manual");
  return {
    say(told) {
      const away = () => {
        notice.remove();
        root.togglePopover(root.childElementCount > 0);
      };
      const close = h("button", { type: "button", class: "tool-button", "aria-label": "Dismiss", onclick: away }, icon("close"));
      const notice = h("div", { class: "notice" }, h("p", null, told), close);
      root.append(notice);
      root.togglePopover(false);
      root.togglePopover(true);
      setTimeout(away, SHOWN_MS);
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void, lost: () => void}}
 */
export function createBanner(root, actions) {
  root.setAttribute("role", "status");
  let latest = null;

  function show(banner) {
    const draw = ({ look, text, isCrashed }) =>
      h("div", { class: `banner banner-${look}` }, h("p", null, text), isCrashed && restartButton(actions));
    keyed(root, banner ? [banner] : [], () => "banner", draw);
  }

  return {
    update(screen) {
      latest = screen;
      show(aboutBot(screen.bot));
    },
    lost() {
      const name = latest?.bot.name ?? "the playground";
      show({ look: "lost", text: `Reconnecting… The line to ${name} is lost. What you have typed stays here.` });
    },
  };
}

function aboutBot({ name, state, told }) {
  if (state === "answering") {
    return null;
  }
  const otherwise = state === "crashed" ? `${name} has stopped.` : `${name} is starting…`;
  return { look: state, text: told || otherwise, isCrashed: state === "crashed" };
}

function restartButton(actions) {
  const restart = async () => {
    button.disabled = true;
    const answer = await actions.gesture("control/restart");
    button.disabled = false;
    if (!answer.ok) {
      actions.say(answer.told);
    }
  };
  const button = h("button", { type: "button", class: "button", onclick: restart }, "Start it again");
  return button;
}
