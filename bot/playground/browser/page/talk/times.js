/** Moments as Slack writes them, in the time zone of whoever looks. */

const formats = new Map();

/**
 * @param {string | number} ts Seconds, as Slack's ts.
 * @param {string} tz
 * @returns {string} Such as 10:32 AM.
 */
export function clock(ts, tz) {
  return format(tz, { hour: "numeric", minute: "2-digit" }).format(moment(ts));
}

/**
 * @param {string | number} ts
 * @param {string} tz
 * @returns {string} The day and the time, whole.
 */
export function whole(ts, tz) {
  return format(tz, { dateStyle: "full", timeStyle: "medium" }).format(moment(ts));
}

/**
 * @param {string | number} ts
 * @param {number} now
 * @param {string} tz
 * @returns {string} Today, Yesterday, or such as Monday, November 22.
 */
export function dayName(ts, now, tz) {
  const day = dayOf(ts, tz);
  if (day === dayOf(now, tz)) {
    return "Today";
  }
  if (day === dayOf(now - 86_400, tz)) {
    return "Yesterday";
  }
  return format(tz, { weekday: "long", month: "long", day: "numeric" }).format(moment(ts));
}

/**
 * @param {string | number} ts
 * @param {string} tz
 * @returns {string} Something that all moments of one day share.
 */
export function dayOf(ts, tz) {
  return format(tz, { year: "numeric", month: "2-digit", day: "2-digit" }).format(moment(ts));
}

/** @param {string | number} ts */
function moment(ts) {
  return new Date(Number(ts) * 1000);
}

/** Making a format is slow, and there are few of them. */
function format(tz, options) {
  const key = `${tz} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: tz, ...options }));
  }
  return formats.get(key);
}
