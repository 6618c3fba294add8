/** Moments as Slack's templates ask for them: `{date_short_pretty} at {time}`. */

import { h } from "../dom.js";
import { link } from "./links.js";
import { wallClock, zoneOf } from "./zones.js";

const DAY_MS = 86_400_000;
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const SPANS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
const NEAR = { "-1": "yesterday", 0: "today", 1: "tomorrow" };

/** What each token says, of the wall clock `at` the moment and `now`. */
const TOKENS = {
  date_num: ({ at }) => at.toISOString().slice(0, 10),
  date_slash: ({ at }) => said(at, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: ({ at, now }) => `${monthAndDay(at)}${isRecent(at, now) ? "" : `, ${at.getUTCFullYear()}`}`,
  date_short: ({ at }) => said(at, { month: "short", day: "numeric", year: "numeric" }),
  date_long: ({ at }) => `${weekday(at)}, ${monthAndDay(at)}, ${at.getUTCFullYear()}`,
  date_long_full: ({ at }) => said(at, { month: "long", day: "numeric", year: "numeric" }),
  date_pretty: (moment) => nearby(moment) ?? TOKENS.date(moment),
  date_short_pretty: (moment) => nearby(moment) ?? TOKENS.date_short(moment),
  date_long_pretty: (moment) => nearby(moment) ?? TOKENS.date_long(moment),
  day_divider_pretty: (moment) => nearby(moment) ?? dayDivider(moment),
  time: ({ at }) => said(at, { hour: "numeric", minute: "2-digit" }),
  time_secs: ({ at }) => said(at, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: ({ at, now }) => ago((at - now) / 1000),
};

/**
 * A moment by a template, as the person who looks reads it; null when the template or the moment can't be read.
 * @param {number} moment In seconds.
 * @param {string} template
 * @param {object} screen
 * @returns {string | null}
 */
export function dateText(moment, template, screen) {
  const tokens = [...template.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name);
  if (!Number.isFinite(moment) || Math.abs(moment) > 8.64e12 || !tokens.every((name) => Object.hasOwn(TOKENS, name))) {
    return null;
  }
  const zone = zoneOf(screen);
  const when = { at: wallClock(moment, zone), now: wallClock(screen?.now ?? Date.now() / 1000, zone) };
  return template.replace(/\{([a-z_]+)\}/g, (_, name) => TOKENS[name](when));
}

/**
 * A moment as an element, linked where there is an address; its fallback where it can't be read.
 * @param {{moment: number, template: string, address?: string, fallback: string}} date
 * @param {object} screen
 * @returns {Node}
 */
export function date({ moment, template, address, fallback }, screen) {
  const text = dateText(moment, template, screen);
  if (text === null) {
    return document.createTextNode(fallback);
  }
  const title = dateText(moment, "{date_long} at {time}", screen);
  const shown = h("time", { datetime: new Date(moment * 1000).toISOString(), title }, text);
  return address ? link(address, shown) : shown;
}

function said(at, fields) {
  return new Intl.DateTimeFormat("en-US", { ...fields, timeZone: "UTC" }).format(at).replace("\u202f", " ");
}

function weekday(at) {
  return said(at, { weekday: "long" });
}

function monthAndDay(at) {
  const day = at.getUTCDate();
  return `${said(at, { month: "long" })} ${day}${ENDINGS[ORDINALS.select(day)]}`;
}

function dayDivider({ at, now }) {
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
  return isThisYear ? `${weekday(at)}, ${monthAndDay(at)}` : TOKENS.date_long({ at });
}

/** Slack leaves the year out of what is less than half a year away. */
function isRecent(at, now) {
  return Math.abs(at - now) < 182 * DAY_MS;
}

function nearby({ at, now }) {
  return NEAR[Math.floor(at / DAY_MS) - Math.floor(now / DAY_MS)];
}

function ago(seconds) {
  const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en").format(Math.trunc(seconds / length), unit);
}
