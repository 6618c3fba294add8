/** The page's own small drawings. */

const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a square of 20 by 20. */
const STROKES = {
  add: "M10 4v12M4 10h12",
  back: "M16 10H4m5-5-5 5 5 5",
  bolt: "M11.5 2.5 5 11h4.5L8.5 17.5 15 9h-4.5z",
  close: "M5 5l10 10M15 5 5 15",
  down: "M10 4v12m-5-5 5 5 5-5",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8-2a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  lock: "M5 9h10v8H5zm2 0V6.5a3 3 0 0 1 6 0V9",
  moon: "M16 12.5A7 7 0 0 1 7.5 4 6.5 6.5 0 1 0 16 12.5z",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  reply: "M3 4h14v10H9l-4 3v-3H3z",
  scenes: "M3 4h14v12H3zm3 4 2.5 2L6 12m5 0h3",
  send: "M3 4l14 6-14 6 2-6zm2 6h6",
  shared: "M4 7h7v7H4zm5-4h7v7h-3",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1 1M14.7 14.7l1 1M4.3 15.7l1-1M14.7 5.3l1-1",
};

/**
 * A drawing that says nothing to a screen reader: what it stands beside has words.
 * @param {keyof typeof STROKES} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKES[name]);
  drawing.append(path);
  return drawing;
}
