// Making elements. Text is always set as text: nothing here reads markup.

/** Makes an element; `options` are properties, `data` and `aria` sets of attributes, and `on` listeners. */
export function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "aria") for (const [key, text] of Object.entries(value)) element.setAttribute(`aria-${key}`, text);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** A sign for those who see, words for those who listen. */
export function sign(symbol, words) {
  return [make("span", { aria: { hidden: "true" } }, symbol), unseen(words)];
}

/** Words for those who listen. */
export const unseen = (words) => make("span", { class: "unseen" }, words);

/** One of the drawings that stand in the page. */
export const icon = (name) => document.getElementById("icons").content.getElementById(`icon-${name}`).cloneNode(true);

export const byId = (id) => document.getElementById(id);

/** Whether somebody asked for things to stay where they are. */
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The initials on somebody's circle, by characters as people see them. */
export function initial(name) {
  const parts = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim());
  const first = parts[Symbol.iterator]().next();
  return first.done ? "?" : first.value.segment.toLocaleUpperCase();
}

/** A circle with an initial; its colour is always the same for the same id. */
export function avatar(name, id) {
  const circle = make("span", { class: "avatar", aria: { hidden: "true" } }, initial(name));
  circle.classList.add(`shade-${Math.abs(Number(id)) % 6}`);
  return circle;
}
