/** How far each person has read, as this tab remembers it. */

const KEY = "quickjump.seen";

/**
 * @returns {{note: (person: string, channel: object) => void, isUnread: (person: string, channel: object, now: number) => boolean}}
 *   What was said before the tab was opened counts as read.
 */
export function createSeen() {
  const seen = recall();

  function keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(seen));
    } catch {
      // Without room for it the marks are forgotten when the page is loaded anew, and nothing else.
    }
  }

  return {
    note(person, { id, last_ts }) {
      const place = `${person} ${id}`;
      if (last_ts && seen.upTo[place] !== last_ts) {
        seen.upTo[place] = last_ts;
        keep();
      }
    },
    isUnread(person, { id, last_ts }, now) {
      if (seen.since === null) {
        seen.since = now;
        keep();
      }
      return Number(last_ts ?? 0) > Number(seen.upTo[`${person} ${id}`] ?? seen.since);
    },
  };
}

/** @returns {{since: number | null, upTo: Record<string, string>}} */
function recall() {
  try {
    return { since: null, upTo: {}, ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { since: null, upTo: {} };
  }
}
