/** Links: to the web and to mail, and to nothing else. */

import { h } from "../dom.js";

const FOLLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * The address, if it is one that may be followed.
 * @param {unknown} address
 * @returns {string | null}
 */
export function safeAddress(address) {
  try {
    return FOLLOWED.has(new URL(String(address)).protocol) ? String(address).trim() : null;
  } catch {
    return null;
  }
}

/**
 * A link that opens elsewhere; only its label where the address may not be followed.
 * @param {string} address
 * @param {string | Node | Array<string | Node>} label
 * @returns {Node}
 */
export function link(address, label) {
  const safe = safeAddress(address);
  return safe ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label) : h("span", null, label);
}
