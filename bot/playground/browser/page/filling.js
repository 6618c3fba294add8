/** What Slack asks for before it lets a form go to its app. Pure. */

/**
 * @param {object[]} blocks
 * @param {Record<string, Record<string, unknown>>} values As `readValues` gives them.
 * @returns {Record<string, string>} A sentence for each block that isn't ready.
 */
export function wantingIn(blocks, values) {
  const wanting = {};
  for (const block of blocks.filter((each) => each.type === "input")) {
    const problem = problemOf(block, values[block.block_id]?.[block.element.action_id]);
    if (problem) {
      wanting[block.block_id] = problem;
    }
  }
  return wanting;
}

function problemOf({ optional, element }, given) {
  if (given === null || given === undefined || given.length === 0) {
    return optional ? "" : "Please complete this required field.";
  }
  if (typeof given !== "string") {
    return "";
  }
  if (given.length < (element.min_length ?? 0)) {
    return `Please use ${element.min_length} characters or more.`;
  }
  return given.length > (element.max_length ?? Infinity) ? `Please use ${element.max_length} characters or fewer.` : "";
}
