/** The text objects of Block Kit: mrkdwn and plain text. */

import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** @typedef {{type: "plain_text" | "mrkdwn", text: string, emoji?: boolean, verbatim?: boolean}} TextObject */

/**
 * What a text object says, without any markup.
 * @param {TextObject | undefined} object
 * @returns {string}
 */
export function plain(object) {
  const text = object?.text ?? "";
  return object?.emoji === false ? text : withEmoji(text);
}

/**
 * What a text object shows; the line breaks of a plain text are kept by the style of what holds it.
 * @param {TextObject | undefined} object
 * @param {object} context
 * @returns {Node}
 */
export function shownText(object, context) {
  if (object?.type === "mrkdwn") {
    return mrkdwn(object.text, context, { verbatim: object.verbatim });
  }
  return document.createTextNode(plain(object));
}
