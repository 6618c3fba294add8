/** What this tab looks at, remembered while it is open: two tabs can be two people. */

const KEY = "quickjump.tab";

/** @typedef {{person: string, channel: string, thread: string | null, place: "channel" | "home", drawer: boolean}} Tab */

/** @type {Tab} */
const FIRST = { person: "", channel: "", thread: null, place: "channel", drawer: false };

/**
 * What the tab looked at before it was loaded anew. An empty person or channel is for the playground to choose.
 * @returns {Tab}
 */
export function recall() {
  try {
    return { ...FIRST, ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...FIRST };
  }
}

/** @param {Tab} tab */
export function remember(tab) {
  sessionStorage.setItem(KEY, JSON.stringify(tab));
}
