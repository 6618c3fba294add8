/** What may be meant by what is being typed: a command, a person, a channel. Pure. */

/** No name is longer, so that a long text costs nothing. */
const LONGEST_NAME = 40;
const MOST = 8;

/**
 * @typedef {{insert: string, title: string, detail: string, hint: string, who: object | null, sign: string}} Option
 * @typedef {{from: number, to: number, options: Option[], isCommand: boolean}} Completions
 *
 * @param {string} text
 * @param {number} caret
 * @param {object} screen
 * @returns {Completions | null} Null where nothing is offered.
 */
export function completionsFor(text, caret, screen) {
  return commandsFor(text, caret, screen) ?? namesFor(text, caret, screen);
}

/** The app's commands, and Slack's own that say something about the bot. */
function commands({ app, bot }) {
  return [
    ...app.commands,
    { command: "/invite", description: "Add the app to this channel", usage_hint: `@${bot.name}` },
    { command: "/remove", description: "Remove the app from this channel", usage_hint: `@${bot.name}` },
  ];
}

/**
 * @param {string} text
 * @param {object} screen
 * @returns {{command: string, usage_hint: string} | null} The command that begins a text and has nothing behind it yet.
 */
export function commandIn(text, screen) {
  const begun = /^(\/\S+)\s+$/.exec(text.slice(0, LONGEST_NAME));
  return (begun && commands(screen).find(({ command }) => command === begun[1])) ?? null;
}

function commandsFor(text, caret, screen) {
  const typed = text.slice(0, Math.min(caret, LONGEST_NAME));
  if (!/^\/\S*$/.test(typed) || caret > LONGEST_NAME) {
    return null;
  }
  const options = commands(screen)
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, description, usage_hint }) => ({
      insert: `${command} `,
      title: command,
      detail: description,
      hint: usage_hint ?? "",
      who: null,
      sign: "/",
    }));
  return offered(0, caret, options, true);
}

/**
 * Completions of a name after @ or #, as everywhere, in threads too.
 * @param {string} text
 * @param {number} caret
 * @param {object} screen
 * @returns {Completions | null}
 */
export function namesFor(text, caret, screen) {
  const start = Math.max(0, caret - LONGEST_NAME);
  const begun = /(?:^|[\s(])([@#])([^@#\n]*)$/.exec(text.slice(start, caret));
  if (!begun) {
    return null;
  }
  const [, sign, typed] = begun;
  const all = sign === "@" ? people(screen) : channels(screen);
  const options = all.filter(({ title }) => isMeant(title, typed)).slice(0, MOST);
  return offered(caret - typed.length - 1, caret, options, false);
}

function offered(from, to, options, isCommand) {
  return options.length ? { from, to, options, isCommand } : null;
}

/** Whether a name or one of its words begins like this. */
function isMeant(name, typed) {
  const wanted = typed.toLowerCase();
  const known = name.toLowerCase();
  return known.startsWith(wanted) || known.split(/[\s-]+/).some((word) => wanted && word.startsWith(wanted));
}

function people(screen) {
  const bot = { id: screen.bot.id, real_name: screen.bot.name, isBot: true };
  return [bot, ...screen.people].map((person) => ({
    insert: `@${person.real_name} `,
    title: person.real_name,
    detail: person.isBot ? "APP" : person.is_outside ? "from another organisation" : "",
    hint: "",
    who: { id: person.id, name: person.real_name, isBot: Boolean(person.isBot) },
    sign: "@",
  }));
}

function channels(screen) {
  const named = screen.channels.filter((channel) => channel.kind !== "im");
  return named.map(({ name }) => ({ insert: `#${name} `, title: name, detail: "", hint: "", who: null, sign: "#" }));
}
