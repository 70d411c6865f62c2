// The lines between the days of a chat. Every day with messages has one, above its first.

import { make } from "./dom.js";

const near = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const far = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

/** The day of a message, as a key: of the reader's own calendar. */
export const dayOf = (message) => new Date(message.date * 1000).toDateString();

export class Days {
  constructor(list) {
    this.list = list;
    /** Lines, and how many elements stand below each, by day. */
    this.lines = new Map();
  }

  /** Puts an element of a day behind `last`, the one it follows, or in front of everything. */
  insert(element, day, last) {
    let next = last ? last.nextElementSibling : this.list.firstElementChild;
    let line = this.lines.get(day);
    if (!line) {
      line = { element: lineOf(day), count: 0 };
      this.lines.set(day, line);
      this.list.insertBefore(line.element, next);
    } else if (next === line.element) {
      next = next.nextElementSibling;
    }
    line.count += 1;
    this.list.insertBefore(element, next);
  }

  /** An element of this day goes. */
  remove(day) {
    const line = this.lines.get(day);
    line.count -= 1;
    if (line.count > 0) return;
    line.element.remove();
    this.lines.delete(day);
  }
}

function lineOf(day) {
  const date = new Date(day);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return make("p", { class: "day" }, make("span", {}, (isThisYear ? near : far).format(date)));
}
