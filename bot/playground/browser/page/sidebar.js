/** The workspace at the left: who one is, where one can go, and the page's own switches. */

import { avatar } from "./avatars.js";
import { h, keyed } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { mark } from "./header.js";
import { icon } from "./icons.js";
import { letJump } from "./sections.js";
import { createSeen } from "./seen.js";
import { currentTheme, recallTheme, switchTheme } from "./theme.js";

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @returns {{update: (screen: object, tab: object) => void}}
 */
export function createSidebar(root, actions) {
  recallTheme();
  letJump();
  const rail = createRail(actions);
  const team = h("p", { class: "team-name" });
  const face = h("span", { class: "person-face" });
  const choice = h("select", { id: "person-choice", class: "person-choice", onchange: change });
  const person = h("div", { class: "person" }, face, h("div", { class: "person-words" }, h("label", { for: "person-choice" }, "You are"), choice));
  const lists = h("div", { class: "places" });
  root.append(rail.root, h("div", { class: "sidebar-main" }, h("header", { class: "sidebar-head" }, team, person), lists));
  const seen = createSeen();
  let shown = null;

  /** Direct messages are another's for another person, and a thread may be where they can't look. */
  function change() {
    const { screen } = shown;
    const here = screen.channels.find((channel) => channel.id === screen.channel);
    actions.look({ person: choice.value, channel: here?.kind === "im" ? "" : screen.channel, thread: null });
  }

  return {
    update(screen, tab) {
      shown = { screen };
      rail.update(screen, tab);
      team.textContent = screen.team.name;
      document.title = titleOf(screen, tab);
      showPeople(choice, face, screen, tab);
      const here = screen.channels.find((channel) => channel.id === tab.channel);
      if (here && tab.place === "channel" && screen.person === tab.person && screen.channel === tab.channel) {
        seen.note(tab.person, here);
      }
      const places = placesOf(screen, tab, seen);
      keepingFocus(lists, () => keyed(lists, places, (each) => each.key, (each) => drawPlace(each, actions)));
    },
  };
}

function createRail(actions) {
  const tile = h("span", { class: "team-tile", "aria-hidden": "true" });
  const theme = h("button", { type: "button", class: "rail-button", onclick: turn });
  const scenes = h("button", { type: "button", class: "rail-button", "aria-controls": "drawer", onclick: open }, icon("scenes"), h("span", null, "Behind the scenes"));
  let tab = null;

  function open() {
    actions.look({ drawer: !tab.drawer });
  }

  function turn() {
    switchTheme();
    showTheme();
  }

  function showTheme() {
    const isDark = currentTheme() === "dark";
    theme.replaceChildren(icon(isDark ? "sun" : "moon"), h("span", null, isDark ? "Light theme" : "Dark theme"));
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  showTheme();
  return {
    root: h("div", { class: "rail" }, tile, h("span", { class: "place-gap" }), scenes, theme),
    update(screen, at) {
      tab = at;
      tile.textContent = [...screen.team.name][0]?.toUpperCase() ?? "";
      scenes.setAttribute("aria-expanded", String(Boolean(at.drawer)));
    },
  };
}

function showPeople(choice, face, screen, tab) {
  const options = screen.people.map((person) => ({ id: person.id, label: labelOf(person) }));
  keyed(choice, options, (each) => each.id, (each) => h("option", { value: each.id }, each.label));
  choice.value = tab.person;
  const chosen = screen.people.find((person) => person.id === tab.person);
  const who = chosen ? [{ id: chosen.id, name: chosen.real_name }] : [];
  keyed(face, who, (each) => each.id, (each) => avatar(each, "large"));
}

function labelOf({ real_name, is_admin, is_outside }) {
  const what = is_outside ? " (another organisation)" : is_admin ? " (admin)" : "";
  return real_name + what;
}

/** Two tabs may be two people: each says whose it is. */
function titleOf({ names, channels, bot }, { person, channel, place }) {
  const here = channels.find((each) => each.id === channel);
  const where = place === "home" || !here || here.kind === "im" ? bot.name : `#${here.name}`;
  return `${names[person] ?? "Somebody"} in ${where} – Quickjump playground`;
}

/** Headings and places, in order, each with all that it shows. */
function placesOf(screen, tab, seen) {
  const place = (channel) => ({
    kind: "channel",
    key: channel.id,
    channel: { id: channel.id, name: channel.name, kind: channel.kind, is_ext_shared: channel.is_ext_shared, is_archived: channel.is_archived },
    bot: screen.bot.id,
    isHere: tab.place === "channel" && tab.channel === channel.id,
    isUnread: seen.isUnread(screen.person, channel, screen.now),
  });
  const named = screen.channels.filter((channel) => channel.kind !== "im").map(place);
  const direct = screen.channels.filter((channel) => channel.kind === "im").map(place);
  const app = { kind: "app", key: "app", bot: screen.bot.id, name: screen.bot.name, isHere: tab.place === "home" };
  const heading = (label) => ({ kind: "heading", key: label, label });
  return [
    heading("Channels"),
    ...named,
    ...(direct.length ? [heading("Direct messages"), ...direct] : []),
    heading("Apps"),
    app,
  ];
}

function drawPlace(place, actions) {
  if (place.kind === "heading") {
    return h("h2", { class: "places-heading" }, place.label);
  }
  return place.kind === "app" ? drawApp(place, actions) : drawChannel(place, actions);
}

function drawChannel({ key, channel, bot, isHere, isUnread }, actions) {
  const look = isUnread ? "place-button place-unread" : "place-button";
  const go = () => actions.look({ channel: channel.id, thread: null, place: "channel" });
  return h(
    "div",
    { class: "place", "data-key": key },
    h(
      "button",
      { type: "button", class: look, "aria-current": isHere ? "page" : null, "aria-description": saidOf(channel, isUnread), onclick: go },
      channel.kind === "im" ? avatar({ id: bot, name: channel.name, isBot: true }, "small") : mark(channel),
      h("span", { class: "place-label" }, channel.name),
      channel.is_ext_shared && icon("shared"),
      isUnread && h("span", { class: "unread-dot", "aria-hidden": "true" }),
    ),
  );
}

/** What the marks beside a name say. */
function saidOf({ kind, is_archived, is_ext_shared }, isUnread) {
  const said = [
    isUnread && "unread",
    kind === "private" && "private",
    is_ext_shared && "shared with another organisation",
    is_archived && "archived",
  ];
  return said.filter(Boolean).join(", ") || null;
}

function drawApp({ key, bot, name, isHere }, actions) {
  const go = () => actions.look({ place: "home", thread: null });
  return h(
    "div",
    { class: "place", "data-key": key },
    h(
      "button",
      { type: "button", class: "place-button", "aria-current": isHere ? "page" : null, onclick: go },
      avatar({ id: bot, name, isBot: true }, "small"),
      h("span", { class: "place-label" }, name),
      h("span", { class: "unseen" }, "(Home)"),
    ),
  );
}
