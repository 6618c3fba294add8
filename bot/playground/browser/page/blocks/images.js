/** Pictures; where one can't be fetched, its description stands for it. */

import { h } from "../dom.js";
import { link } from "../text/links.js";
import { plain } from "../text/objects.js";

/**
 * The picture of an image block or element.
 * @param {object} image
 * @returns {HTMLElement}
 */
export function picture(image) {
  const frame = h("span", { class: "picture" });
  const instead = () => frame.replaceChildren(described(image));
  if (!/^https?:\/\//i.test(image.image_url ?? "")) {
    instead();
    return frame;
  }
  frame.append(
    h("img", { src: image.image_url, alt: image.alt_text, loading: "lazy", referrerpolicy: "no-referrer", onerror: instead }),
  );
  return frame;
}

/**
 * An image block, below its title.
 * @param {object} block
 * @returns {HTMLElement}
 */
export function figure(block) {
  const title = block.title && h("figcaption", null, plain(block.title));
  return h("figure", null, title, picture(block));
}

function described(image) {
  const words = `Image: ${image.alt_text}`;
  return image.image_url ? link(image.image_url, words) : document.createTextNode(words);
}
