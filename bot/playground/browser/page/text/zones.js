/** What a clock on the wall says in somebody's time zone. */

const FIELDS = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };

/**
 * The time zone of the person who looks; the browser's where theirs is not known.
 * @param {{person?: string, people?: Array<{id: string, tz?: string}>}} [screen]
 * @returns {string}
 */
export function zoneOf(screen) {
  const zone = screen?.people?.find((each) => each.id === screen.person)?.tz;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

/**
 * The wall clock at a moment, as a date whose UTC fields say it.
 * @param {number} moment In seconds.
 * @param {string} zone
 * @returns {Date}
 */
export function wallClock(moment, zone) {
  const formatted = new Intl.DateTimeFormat("en-US", { ...FIELDS, hourCycle: "h23", timeZone: zone });
  const said = Object.fromEntries(formatted.formatToParts(moment * 1000).map((part) => [part.type, Number(part.value)]));
  return new Date(Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute, said.second));
}

/**
 * The moment, in seconds, at which the wall clock says what the UTC fields of a date say.
 * @param {Date} wall
 * @param {string} zone
 * @returns {number}
 */
export function momentOf(wall, zone) {
  const guess = wall.getTime() / 1000;
  const once = guess - (wallClock(guess, zone).getTime() / 1000 - guess);
  // The clocks may have been changed between the guess and the moment.
  return once - (wallClock(once, zone).getTime() / 1000 - guess);
}
