/** What goes wrong on purpose, how late it is, and the bot itself. */

import { h, keyed } from "../dom.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * @param {object} actions
 * @returns {{root: HTMLElement, update: (screen: object) => void}}
 */
export function createFaults(actions) {
  const switches = h("div", { class: "switches" });
  const off = h("button", { type: "button", class: "button", onclick: behave }, "Switch all off");
  const time = h("p", { class: "clock-time" });
  const bot = h("p");
  const busy = [
    h("button", { type: "button", class: "button", onclick: (event) => forward(event, HOUR) }, "Forward one hour"),
    h("button", { type: "button", class: "button", onclick: (event) => forward(event, DAY) }, "Forward one day"),
  ];
  const restart = h("button", { type: "button", class: "button", onclick: (event) => wait(event, "control/restart", {}) }, "Restart the bot");

  async function behave(event) {
    await wait(event, "control/behave", {});
  }

  async function forward(event, seconds) {
    await wait(event, "control/clock", { seconds });
  }

  /** Do it, and take no second press meanwhile; the button keeps the focus. */
  async function wait(event, name, body) {
    const button = event.currentTarget;
    if (button.getAttribute("aria-busy") === "true") {
      return;
    }
    button.setAttribute("aria-busy", "true");
    const answer = await actions.gesture(name, body);
    button.removeAttribute("aria-busy");
    if (answer.told) {
      actions.say(answer.told);
    }
  }

  return {
    root: h(
      "div",
      { class: "drawer-part" },
      section("Faults", switches, off),
      section("Clock", time, h("div", { class: "drawer-tools" }, busy), h("p", { class: "drawer-quiet" }, "The bot is started again, so that its clock goes with Slack's. Digests and announcements that are due by then are posted.")),
      section("The bot", bot, restart),
    ),
    update(screen) {
      keyed(switches, screen.drawer.switches, (each) => each.name, (each, before) => drawSwitch(each, before, actions));
      time.textContent = timeOf(screen);
      bot.textContent = `${screen.bot.told} Slack reaches it by ${screen.bot.line === "socket" ? "Socket Mode" : "HTTP"}.`;
    },
  };
}

function section(title, ...children) {
  return h("section", { class: "drawer-section" }, h("h2", { class: "drawer-heading" }, title), children);
}

/** The same element for as long as the drawer is there, so that the focus stays on it. */
function drawSwitch({ name, label, told, on }, before, actions) {
  if (before) {
    before.querySelector("input").checked = on;
    return before;
  }
  const box = h("input", { type: "checkbox", role: "switch", id: `switch-${name}`, checked: on, "aria-describedby": `switch-${name}-told`, onchange: turn });

  async function turn() {
    const answer = await actions.gesture("control/fault", { name, on: box.checked });
    if (!answer.ok) {
      box.checked = !box.checked;
      actions.say(answer.told);
    }
  }

  return h(
    "div",
    { class: "switch" },
    h("label", { class: "drawer-check", for: box.id }, box, label),
    h("p", { id: `switch-${name}-told`, class: "drawer-quiet" }, told),
  );
}

function timeOf({ now, ahead, people, person }) {
  const timeZone = people.find((each) => each.id === person)?.tz;
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZone };
  const shown = new Date(now * 1000).toLocaleString("en-GB", options);
  return `It is ${shown} (${timeZone}), ${ahead ? `${lasting(ahead)} ahead of the real time` : "which is the real time"}.`;
}

function lasting(seconds) {
  const days = Math.floor(seconds / DAY);
  const hours = Math.round((seconds % DAY) / HOUR);
  const parts = [days && `${days} ${days === 1 ? "day" : "days"}`, hours && `${hours} ${hours === 1 ? "hour" : "hours"}`];
  return parts.filter(Boolean).join(" and ") || `${Math.round(seconds)} seconds`;
}
