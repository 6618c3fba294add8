/** Puts the page together: what this tab looks at, and which part shows what of each screen. */

import { createDrawer } from "./drawer/drawer.js";
import { createHome } from "./home.js";
import { followHere } from "./leaving.js";
import { connect, gesture } from "./live.js";
import { createMessages } from "./messages.js";
import { createModal } from "./modal.js";
import { createBanner, createNotices } from "./notices.js";
import { createSidebar } from "./sidebar.js";
import { recall, remember } from "./tab.js";
import { createThread } from "./thread.js";

const part = (id) => document.getElementById(id);

let screen = null;
let tab = recall();

const notices = createNotices(part("notices"));
const actions = {
  /** Look elsewhere: any of person, channel, thread, place and drawer. */
  look(change) {
    tab = { ...tab, ...change };
    remember(tab);
    line.look(tab);
    show();
  },
  /** Do something as the person of this tab; what fails is the caller's to tell. */
  gesture: (name, body = {}) => gesture(name, { person: tab.person, ...body }),
  /** Tell something that has no place of its own. */
  say: (told) => notices.say(told),
};
const parts = [
  createSidebar(part("sidebar"), actions),
  createMessages(part("channel"), actions),
  createHome(part("home"), actions),
  createThread(part("thread"), actions),
  createModal(part("modal"), actions),
  createDrawer(part("drawer"), actions),
];
const banner = createBanner(part("banner"), actions);
const line = connect({
  onScreen(received) {
    const { asked } = received;
    if (asked.person !== tab.person || asked.channel !== tab.channel) {
      return; // It was on its way when this tab turned to something else.
    }
    screen = received;
    adopt({ person: screen.person, channel: screen.channel });
    banner.update(screen, tab);
    show();
  },
  onLost: () => banner.lost(),
});
line.look(tab);
followHere(() => screen);

/** What this tab looks at where nothing of what it asked for is there. */
function adopt(found) {
  if (found.person !== tab.person || found.channel !== tab.channel) {
    tab = { ...tab, ...found };
    line.look(tab);
  }
  remember(tab);
}

function show() {
  if (!screen) {
    return;
  }
  // Until now there was nothing to use: the parts don't know yet who looks at what.
  part("frame").hidden = false;
  part("channel").hidden = tab.place !== "channel";
  part("home").hidden = tab.place !== "home";
  part("thread").hidden = !tab.thread || tab.place !== "channel";
  part("drawer").hidden = !tab.drawer;
  for (const each of parts) {
    each.update(screen, tab);
  }
}
