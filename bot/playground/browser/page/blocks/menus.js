/** Select menus of every kind: each is a combobox over what it offers. */

import { plain } from "../text/objects.js";
import { createCombobox } from "./combobox.js";
import { listed, namedOption, ownOptions, suggestedOptions, workspaceOptions } from "./offering.js";
import { choose } from "./pressing.js";
import { holds, startOf } from "./values.js";

/** How each kind finds its options; those of a workspace are chosen by id. */
const KINDS = {
  static_select: { search: ownOptions, read: listed },
  external_select: { search: suggestedOptions, read: listed },
  users_select: { search: searchWorkspace, read: namedOption },
  channels_select: { search: searchWorkspace, read: namedOption },
  conversations_select: { search: searchWorkspace, read: namedOption },
};

function searchWorkspace(element, place) {
  return (typed, answered) => workspaceOptions(element, place.context.screen)(typed, answered);
}

/**
 * A menu that chooses one or several.
 * @param {object} element
 * @param {import("./pressing.js").Place} place
 * @returns {HTMLElement}
 */
export function menu(element, place) {
  const several = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace("multi_", "")];
  const placeholder = plain(element.placeholder) || (several ? "Select options" : "Select an option");
  const combobox = createCombobox({
    attributes: { placeholder, autofocus: element.focus_on_load === true, "aria-label": placeholder, ...place.labels },
    chosen: [startOf(element, place)].flat().filter(Boolean).map((each) => kind.read(each, place.context.screen)),
    several,
    most: element.max_selected_items,
    clearable: place.isInput,
    search: kind.search(element, place),
    onChange: (before) => choose(element, combobox.input, place, { value: read(), undo: () => combobox.choose(before) }),
  });
  const read = () => {
    const values = combobox.chosen().map((each) => each.value);
    return several ? values : (values[0] ?? null);
  };
  return holds(combobox.node, element.action_id, read);
}
