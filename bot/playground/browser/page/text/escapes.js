/** The three characters that Slack wants escaped. */

const MEANT = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/**
 * A text with its escapes resolved, exactly once: `&amp;lt;` is read as `&lt;`.
 * @param {string} text
 * @returns {string}
 */
export function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (escape) => MEANT[escape]);
}
