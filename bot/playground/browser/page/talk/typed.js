/** A message's text as somebody would type it, for editing it. */

const MARKUP = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;
const ESCAPED = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * @param {string} text With Slack's markup.
 * @param {Record<string, string>} names Of people and channels, by id.
 * @returns {string}
 */
export function asTyped(text, names) {
  const plain = text.replace(MARKUP, (_, sign, what, label) => {
    if (sign === "@" || sign === "#") {
      return sign + (names[what] ?? label ?? what);
    }
    return sign === "!" ? `@${what}` : what;
  });
  return plain.replace(/&(?:lt|gt|amp);/g, (found) => ESCAPED[found]);
}
