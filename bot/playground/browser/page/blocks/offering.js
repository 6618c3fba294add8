/** What menus offer: their own options, what the app suggests, or who and what there is in the workspace. */

import { plain } from "../text/objects.js";

/** @typedef {import("./listbox.js").Option} Option */
/** @typedef {import("./listbox.js").Group} Group */

const NOTHING = "No results";
// Slack asks an app for options once so many characters are typed, unless a menu says otherwise.
const USUAL_QUERY_LENGTH = 3;
const PAUSE_MS = 150;

/**
 * An option as a list shows it.
 * @param {object} option
 * @returns {Option}
 */
export function listed(option) {
  return { value: option.value, text: plain(option.text), description: option.description && plain(option.description) };
}

/**
 * Searches the options that a menu carries.
 * @param {object} element
 */
export function ownOptions(element) {
  return among(groupsOf(element.options, element.option_groups));
}

/**
 * Searches the people, channels or conversations that the person who looks sees.
 * @param {object} element
 * @param {object} screen
 */
export function workspaceOptions(element, screen) {
  return among([{ label: "", options: OFFERS[element.type.replace("multi_", "")](screen, element) }]);
}

/**
 * What somebody or a conversation is called.
 * @param {string} id
 * @param {object} screen
 * @returns {Option}
 */
export function namedOption(id, screen) {
  const channel = screen.channels?.find((each) => each.id === id);
  return { value: id, text: channel ? channelName(channel, screen) : (screen.names?.[id] ?? id) };
}

/**
 * Asks the app as somebody types, once there is a pause.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 */
export function suggestedOptions(element, { block, context }) {
  const least = element.min_query_length ?? USUAL_QUERY_LENGTH;
  let waiting = 0;
  return (typed, answered) => {
    clearTimeout(waiting);
    if (typed.length < least) {
      answered([], `Type ${least === 1 ? "a character" : `${least} characters`} or more.`);
      return;
    }
    waiting = setTimeout(async () => {
      const answer = await context.suggest({ block_id: block.block_id, action_id: element.action_id, typed });
      const groups = answer.ok === false ? [] : groupsOf(answer.options, answer.groups);
      answered(groups, answer.ok === false ? answer.told : NOTHING);
    }, typed ? PAUSE_MS : 0);
  };
}

const OFFERS = {
  users_select: (screen) =>
    [...screen.people, screen.bot].filter(Boolean).map((each) => ({ value: each.id, text: screen.names?.[each.id] ?? each.name })),
  channels_select: (screen) => conversations(screen, { include: ["public"] }),
  conversations_select: (screen, element) => conversations(screen, element.filter ?? {}),
};

function conversations(screen, { include, exclude_external_shared_channels: onlyOwn }) {
  return screen.channels
    .filter((each) => !each.is_archived && (!include || include.includes(each.kind)) && !(onlyOwn && each.is_ext_shared))
    .map((each) => ({ value: each.id, text: channelName(each, screen) }));
}

function channelName(channel, screen) {
  const name = channel.name || screen.names?.[channel.id] || channel.id;
  return channel.kind === "im" ? name : `#${name}`;
}

/** @returns {Group[]} */
function groupsOf(options, groups) {
  const labelled = (groups ?? []).map((group) => ({ label: plain(group.label), options: group.options.map(listed) }));
  return labelled.length ? labelled : [{ label: "", options: (options ?? []).map(listed) }];
}

function among(groups) {
  return (typed, answered) => {
    const wanted = typed.toLocaleLowerCase();
    const fits = (option) => option.text.toLocaleLowerCase().includes(wanted);
    answered(groups.map((group) => ({ ...group, options: group.options.filter(fits) })).filter((group) => group.options.length), NOTHING);
  };
}
