/** Keeps the focus where it was when what had it is drawn anew. */

const REACHABLE = "a[href], button, input, select, textarea, [tabindex]";

/**
 * Draw anew, and give the focus to what stands for what had it: in the same part (`data-key`) what is called the same,
 * or else what stands at its place in order.
 * @param {HTMLElement} root
 * @param {() => void} redraw
 */
export function keepingFocus(root, redraw) {
  const active = document.activeElement;
  const part = root.contains(active) ? active.closest("[data-key]") : null;
  const place = part ? reachable(part).indexOf(active) : -1;
  const caret = active?.selectionStart;
  redraw();
  if (place < 0 || active.isConnected) {
    return;
  }
  const anew = root.querySelector(`[data-key="${CSS.escape(part.dataset.key)}"]`);
  const choice = anew ? reachable(anew) : [];
  const next = choice.find((each) => nameOf(each) === nameOf(active)) ?? choice[Math.min(place, choice.length - 1)];
  next?.focus({ preventScroll: true });
  if (typeof caret === "number" && typeof next?.selectionStart === "number") {
    next.setSelectionRange(caret, caret);
  }
}

/** The part itself, and all in it that can have the focus. */
function reachable(part) {
  return [part, ...part.querySelectorAll(REACHABLE)].filter((each) => !each.disabled);
}

function nameOf(element) {
  return `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent}`;
}
