/** Elements made of plain values, and lists of them that keep what has not changed. */

/** What is set as a property, since as an attribute it would say something else or nothing. */
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "open", "indeterminate"]);

/**
 * An element with attributes, listeners (`onclick: …`) and children; nothing is ever read as HTML.
 * @param {string} tag
 * @param {Record<string, unknown> | null} [props] A null, undefined or false value leaves the attribute out.
 * @param {...(Node | string | number | null | undefined | false | Array<unknown>)} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    set(element, name, value);
  }
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (name.startsWith("on") && typeof value === "function") {
    element.addEventListener(name.slice(2), value);
  } else if (PROPERTIES.has(name)) {
    element[name] = value ?? (name === "value" ? "" : false);
  } else if (value === true) {
    element.setAttribute(name, "");
  } else if (value !== null && value !== undefined && value !== false) {
    element.setAttribute(name, String(value));
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

const drawn = new WeakMap();

/**
 * Show items in order below a parent, each drawn once for as long as its JSON stays the same, so that focus, scrolling
 * and what is half typed in the others survive.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf Unique among the items.
 * @param {(item: T, before: Element | null) => Element} draw `before` is what showed the item as it was.
 */
export function keyed(parent, items, keyOf, draw) {
  const before = drawn.get(parent) ?? new Map();
  const now = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const json = JSON.stringify(item);
    const known = before.get(key);
    now.set(key, known?.json === json ? known : { json, node: draw(item, known?.node ?? null) });
  }
  drawn.set(parent, now);
  place(parent, [...now.values()].map((each) => each.node));
}

/** Moves only what is not in its place: a node that is moved loses its focus. */
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) {
      parent.insertBefore(node, parent.children[index] ?? null);
    }
  });
}
