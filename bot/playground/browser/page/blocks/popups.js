/** What opens beside a control, above everything else: lists and menus. */

const GAP = 4;
const EDGE = 8;
const TALLEST = 340;

/**
 * Show a popup below a control, or above it where there is more room.
 * @param {HTMLElement} popup It has the attribute popover="manual".
 * @param {HTMLElement} control
 * @param {{close: () => void, alignEnd?: boolean}} options `close` is called when the control moves away.
 */
export function openBeside(popup, control, { close, alignEnd = false }) {
  if (popup.matches(":popover-open")) {
    place(popup, control, alignEnd);
    return;
  }
  popup.showPopover();
  place(popup, control, alignEnd);
  const { top, left } = control.getBoundingClientRect();
  // A scroll that the click itself began is told of later, when the control stands where it will stay.
  const moved = () => {
    const now = control.getBoundingClientRect();
    if (now.top !== top || now.left !== left) {
      close();
    }
  };
  const stop = new AbortController();
  window.addEventListener("scroll", moved, { capture: true, signal: stop.signal });
  window.addEventListener("resize", moved, { signal: stop.signal });
  popup.addEventListener("toggle", (event) => event.newState === "closed" && stop.abort(), { signal: stop.signal });
}

/** @param {HTMLElement} popup */
export function shut(popup) {
  if (popup.matches(":popover-open")) {
    popup.hidePopover();
  }
}

function place(popup, control, alignEnd) {
  const beside = control.getBoundingClientRect();
  const below = window.innerHeight - beside.bottom - GAP - EDGE;
  const above = beside.top - GAP - EDGE;
  popup.style.minWidth = `${beside.width}px`;
  popup.style.maxHeight = `${Math.min(TALLEST, Math.max(below, above))}px`;
  const { width, height } = popup.getBoundingClientRect();
  const opensDown = height <= below || below >= above;
  const left = alignEnd ? beside.right - width : beside.left;
  popup.style.top = `${opensDown ? beside.bottom + GAP : beside.top - GAP - height}px`;
  popup.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
}
