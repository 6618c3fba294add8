/** What elements hold: as Slack keeps it, and as the page says it. */

/** Under which name each kind keeps its value, and with what it starts. */
const KEPT = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  channels_select: ["selected_channel", "initial_channel"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  rich_text_input: ["rich_text_value", "initial_value"],
};
const TEXT = ["value", "initial_value"];

const readers = new WeakMap();

/**
 * What an element holds when it is drawn: what was filled in before, or what it starts with.
 * @param {object} element
 * @param {{context: {values?: object}, block: object}} place
 * @returns {any} A text, an option, an id, or several; nothing where nothing is chosen.
 */
export function startOf(element, { context, block }) {
  const [kept, initial] = KEPT[element.type] ?? TEXT;
  const filled = context.values?.[block.block_id]?.[element.action_id];
  return (filled ? filled[kept] : element[initial]) ?? null;
}

/**
 * Let `readValues` find what an element holds.
 * @template {Element} T
 * @param {T} node The element's outermost node.
 * @param {string} actionId
 * @param {() => unknown} read Gives the plain value: a text, an option's value, a list of them.
 * @returns {T} The node.
 */
export function holds(node, actionId, read) {
  node.setAttribute("data-action-id", actionId);
  node.setAttribute("data-holds", "");
  readers.set(node, read);
  return node;
}

/**
 * What is filled in below an element of the page, as it stands there now.
 * @param {Element} root
 * @returns {Record<string, Record<string, unknown>>} By block_id and action_id.
 */
export function readValues(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-holds]")) {
    const blockId = node.closest("[data-block-id]")?.getAttribute("data-block-id");
    const read = readers.get(node);
    if (blockId && read) {
      (values[blockId] ??= {})[node.getAttribute("data-action-id")] = read();
    }
  }
  return values;
}
