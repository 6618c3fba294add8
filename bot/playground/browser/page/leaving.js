/** Where links, and names of people and channels, lead to. */

/**
 * Open an address beside the playground.
 * @param {string} url
 */
export function opening(url) {
  window.open(url, "_blank", "noopener,noreferrer");
}

/**
 * Show what is on the sample help centre's site, which is nowhere else, when somebody follows a link to it.
 * @param {() => object | null} screenNow
 */
export function followHere(screenNow) {
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest?.("a[href]");
      const site = screenNow()?.help_centre;
      if (link && site && link.href.startsWith(`${site}/`)) {
        link.href = `/help-centre?url=${encodeURIComponent(link.href)}`;
      }
    });
  }
}

/**
 * Go to a channel, or to the messages with the bot; tells where there is nowhere to go.
 * @param {{channel?: string, person?: string}} where
 * @param {object} screen
 * @param {object} actions
 */
export function goingTo({ channel, person }, screen, actions) {
  const found = person
    ? screen.channels.find((each) => each.kind === "im" && person === screen.bot.id)
    : screen.channels.find((each) => each.id === channel);
  if (found) {
    actions.look({ channel: found.id, thread: null, place: "channel" });
    return;
  }
  const name = screen.names[person ?? channel] ?? "that";
  const why = person ? "The playground has direct messages with the bot only." : "You can't see that channel.";
  actions.say(`There is nothing to open for ${name}. ${why}`);
}
