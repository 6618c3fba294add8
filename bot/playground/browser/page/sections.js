/** F6 goes from one part of the page to the next, and Shift + F6 back, as in Slack. */

/** What gets the focus in each part, in order. */
const PARTS = [
  "#sidebar [aria-current]",
  "#place section:not([hidden]) .place-header button",
  "#channel .log",
  "#home .home-body",
  "#channel .composer-field",
  "#thread .log",
  "#thread .composer-field",
  "#drawer button",
];

/** Begin to listen. */
export function letJump() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || document.querySelector("dialog[open]")) {
      return;
    }
    event.preventDefault();
    const parts = PARTS.map((each) => document.querySelector(each)).filter((each) => each?.checkVisibility());
    const at = whereIn(parts, document.activeElement);
    const step = event.shiftKey ? -1 : 1;
    parts[(at + step + parts.length) % parts.length]?.focus();
  });
}

/** The part in which somebody is: the last that begins before it. */
function whereIn(parts, active) {
  return parts.findLastIndex((part) => part === active || part.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING);
}
