/** What stands in a list of messages, row by row: pure, so that a row is drawn anew when it says something else. */

import { zoneOf } from "../text/zones.js";
import { clock, dayName, dayOf } from "./times.js";

/** So long after another, a message of the same person shows no name of its own. */
const TOGETHER_S = 300;

/**
 * @typedef {{kind: "day", key: string, label: string}} DayRow
 * @typedef {{kind: "empty", key: string, title?: string, label: string}} EmptyRow
 * @typedef {{kind: "count", key: string, label: string}} CountRow
 * @typedef {{kind: "message", key: string, message: object, isOwn: boolean, follows: boolean, tz: string,
 *   replies: {count: number, last: string, authors: object[]} | null, isEdited: boolean}} MessageRow
 */

/**
 * @param {object} screen
 * @param {string | null} editing The ts of the message that is being edited.
 * @returns {(DayRow | MessageRow)[]} The channel's messages but for the answers in its threads.
 */
export function rowsOfChannel(screen, editing) {
  const tz = zoneOf(screen);
  const answers = Map.groupBy(screen.messages.filter(isAnswer), (message) => message.thread_ts);
  const rows = [];
  let before = null;
  for (const message of screen.messages.filter((each) => !isAnswer(each))) {
    if (!before || dayOf(before.ts, tz) !== dayOf(message.ts, tz)) {
      rows.push({ kind: "day", key: `day ${dayOf(message.ts, tz)}`, label: dayName(message.ts, screen.now, tz) });
      before = null;
    }
    const replies = summary(answers.get(message.ts) ?? [], screen, tz);
    rows.push(messageRow(message, screen, { before, replies, editing }));
    before = message;
  }
  return rows;
}

/**
 * @param {object} screen
 * @param {string} thread The ts of its first message.
 * @param {string | null} editing
 * @returns {(CountRow | MessageRow)[]} A thread's first message and the answers; nothing when it is not there.
 */
export function rowsOfThread(screen, thread, editing) {
  const first = screen.messages.find((message) => message.ts === thread);
  if (!first) {
    return [];
  }
  const answers = screen.messages.filter((message) => isAnswer(message) && message.thread_ts === thread);
  const rows = [messageRow(first, screen, { before: null, replies: null, editing })];
  if (answers.length) {
    rows.push({ kind: "count", key: "count", label: counted(answers.filter(isForAll).length) });
  }
  answers.forEach((message, index) => {
    rows.push(messageRow(message, screen, { before: answers[index - 1] ?? null, replies: null, editing }));
  });
  return rows;
}

/**
 * How many replies there are; what one person sees alone is none, as in Slack.
 * @param {number} number
 */
export function counted(number) {
  if (number === 0) {
    return "Seen by you alone";
  }
  return number === 1 ? "1 reply" : `${number} replies`;
}

function isForAll(message) {
  return !message.is_ephemeral;
}

function isAnswer(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function messageRow(message, screen, { before, replies, editing }) {
  return {
    kind: "message",
    key: message.ts,
    message,
    isOwn: message.user === screen.person && !message.is_bot,
    follows: before !== null && belongsTo(message, before),
    tz: zoneOf(screen),
    replies,
    isEdited: editing === message.ts,
  };
}

function belongsTo(message, before) {
  const isSame = message.user === before.user && message.is_ephemeral === before.is_ephemeral;
  return isSame && !message.is_ephemeral && Number(message.ts) - Number(before.ts) < TOGETHER_S;
}

function summary(answers, screen, tz) {
  if (!answers.length) {
    return null;
  }
  const last = answers[answers.length - 1];
  const authors = new Map(answers.map((each) => [each.user, { id: each.user, name: each.name, isBot: each.is_bot }]));
  const day = dayName(last.ts, screen.now, tz);
  const said = day === "Today" || day === "Yesterday" ? day.toLowerCase() : `on ${day}`;
  return { count: answers.filter(isForAll).length, last: `Last reply ${said} at ${clock(last.ts, tz)}`, authors: [...authors.values()] };
}
