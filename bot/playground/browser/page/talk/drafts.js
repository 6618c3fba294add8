/** What was typed and not sent, kept for each place while the tab is open. */

const PREFIX = "quickjump.draft.";

/**
 * @param {string} place
 * @returns {string}
 */
export function draftOf(place) {
  return sessionStorage.getItem(PREFIX + place) ?? "";
}

/**
 * @param {string} place
 * @param {string} text Empty to forget it.
 */
export function keepDraft(place, text) {
  try {
    if (text) {
      sessionStorage.setItem(PREFIX + place, text);
    } else {
      sessionStorage.removeItem(PREFIX + place);
    }
  } catch {
    // No room is left in the browser's storage: the text stands in its field still, and can be sent from there.
  }
}
