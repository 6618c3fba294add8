/** Emoji by their names, as the playground lists them in emoji.json. */

const NAME = /:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/y;
const names = await listed();

async function listed() {
  try {
    const answer = await fetch(new URL("../emoji.json", import.meta.url));
    return new Map(Object.entries(await answer.json()));
  } catch {
    // Their names are read instead.
    return new Map();
  }
}

/**
 * The emoji of a name, in the colour of skin that Slack numbers from 2 to 6.
 * @param {string} name
 * @param {string | number} [tone]
 * @returns {string | null}
 */
export function emoji(name, tone) {
  const found = names.get(name);
  if (!found || !tone) {
    return found ?? null;
  }
  // What asks for a coloured picture of the sign gives way to the colour.
  return found.replace("\uFE0F", "") + String.fromCodePoint(0x1f3fb + Number(tone) - 2);
}

/**
 * The emoji whose name begins at a place of a text.
 * @param {string} text
 * @param {number} at
 * @returns {{shown: string, length: number} | null}
 */
export function emojiAt(text, at) {
  NAME.lastIndex = at;
  const match = NAME.exec(text);
  const shown = match && emoji(match[1], match[2]);
  return shown ? { shown, length: match[0].length } : null;
}

/**
 * A text with the names of emoji replaced by them.
 * @param {string} text
 * @returns {string}
 */
export function withEmoji(text) {
  let shown = "";
  for (let at = 0; at < text.length; ) {
    const found = text[at] === ":" ? emojiAt(text, at) : null;
    shown += found ? found.shown : text[at];
    at += found ? found.length : 1;
  }
  return shown;
}
