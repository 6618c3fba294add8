/** Walking through messages by keyboard: the arrow keys go from one to the next, as in Slack. */

/**
 * Let the arrow keys move the focus through a list's messages. Only the tools of the message that has the focus are in
 * the order of Tab, so that it is not far from the first message to the field below the last.
 * @param {HTMLElement} list
 */
export function letWalk(list) {
  list.addEventListener("keydown", (event) => {
    const messages = [...list.querySelectorAll(":scope > article")];
    const at = messages.indexOf(event.target);
    if (!messages.length || (event.target !== list && at < 0)) {
      return;
    }
    const last = messages.length - 1;
    const from = at < 0 ? messages.length : at;
    const to = { ArrowUp: Math.max(from - 1, 0), ArrowDown: Math.min(from + 1, last), Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      messages[to].focus();
    }
  });
  list.addEventListener("focusin", (event) => offer(event.target, "0"));
  list.addEventListener("focusout", (event) => offer(event.target, "-1"));
}

function offer(target, order) {
  for (const tool of target.closest("article")?.querySelectorAll(".tool-button") ?? []) {
    tool.setAttribute("tabindex", order);
  }
}
